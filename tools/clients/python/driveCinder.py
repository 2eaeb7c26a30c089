"""The REST client of cinder's PowerStore driver, unmodified, through what a driver does with volumes, hosts and groups."""

import logging
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from cinder.volume.drivers.dell_emc.powerstore.client import PowerStoreClient  # noqa: E402

from calls import ca_file, claim, endpoint, outside, password, refusal, username  # noqa: E402

GIB = 1 << 30

client = PowerStoreClient(endpoint, username, password, True, ca_file, 10, 30)
# It knows no other port than 443; this is where it keeps the address.
client.base_url = endpoint

claim("check_for_setup_error", client.check_for_setup_error)
claim("get_array_version", client.get_array_version, lambda version: version.startswith("4."))
claim("get_cluster_name", client.get_cluster_name, lambda name: name == "PowerStore-01")
claim("get_subsystem_nqn", client.get_subsystem_nqn, lambda nqn: nqn.startswith("nqn."))
claim("get_chap_config", client.get_chap_config, lambda config: config == {"mode": "Disabled"})

volume = claim("create_volume", lambda: client.create_volume("v1", GIB, None, None))
policy = claim("get_protection_policy_id_by_name", lambda: client.get_protection_policy_id_by_name("Snapshots-Daily"))
second = claim("create_volume with a policy", lambda: client.create_volume("v2", GIB, policy, None))
refusal("create_volume, name in use", lambda: client.create_volume("V1", GIB, None, None), "Failed to create")
claim("get_volume_id_by_name", lambda: client.get_volume_id_by_name("v1"), lambda found: found == volume)
refusal("get_volume_id_by_name, a snapshot's", lambda: client.get_volume_id_by_name("seeded-snap"), "not found")
claim("get_volume_nguid", lambda: client.get_volume_nguid(volume), lambda nguid: len(nguid) == 32)
claim("extend_volume", lambda: client.extend_volume(volume, 2 * GIB))
refusal("extend_volume to a smaller size", lambda: client.extend_volume(volume, GIB), "Failed to extend")
claim("rename_volume", lambda: client.rename_volume(volume, "v1-renamed"))
claim("unassign_volume_protection_policy", lambda: client.unassign_volume_protection_policy(second))

claim(
    "get_snapshot_id_by_name",
    lambda: client.get_snapshot_id_by_name("vol-seeded", "seeded-snap"),
    lambda found: found == "snap-seeded",
)
refusal("get_snapshot_id_by_name, none", lambda: client.get_snapshot_id_by_name(volume, "seeded-snap"), "not found")

rule = "any-io-rule"
qos = claim("create_qos_policy", lambda: client.create_qos_policy({"name": "qos", "io_limit_rule_id": rule}))
claim("get_qos_policy_id_by_name", lambda: client.get_qos_policy_id_by_name("qos"), lambda found: found == qos)
claim("get_qos_policy_id_by_name, none", lambda: client.get_qos_policy_id_by_name("x"), lambda found: found is None)
claim("update_volume_with_qos_policy", lambda: client.update_volume_with_qos_policy(volume, qos))
claim("update_volume_with_qos_policy, None", lambda: client.update_volume_with_qos_policy(volume, None))

iqn = "iqn.1998-01.com.example:cinder"
initiators = [{"port_name": iqn, "port_type": "iSCSI"}]
host = claim("create_host", lambda: client.create_host("h1", initiators), lambda made: "id" in made)["id"]
claim("get_all_hosts", lambda: client.get_all_hosts("iSCSI"), lambda hosts: host in [each["id"] for each in hosts])
claim("get_all_hosts, another protocol", lambda: client.get_all_hosts("FC"), lambda hosts: host not in [h["id"] for h in hosts])
more = [{"port_name": iqn + "2", "port_type": "iSCSI"}]
claim("modify_host_initiators", lambda: client.modify_host_initiators(host, add_initiators=more))
claim("modify_host_connectivity", lambda: client.modify_host_connectivity(host, "Metro_Optimize_Local"))
claim("get_volume_mapped_hosts", lambda: client.get_volume_mapped_hosts(volume), lambda hosts: hosts == [])

group = claim("create_vg", lambda: client.create_vg("vg1"))
refusal("create_vg, name in use", lambda: client.create_vg("VG1"), "Failed to create")
claim("get_vg_id_by_name", lambda: client.get_vg_id_by_name("vg1"), lambda found: found == group)
claim("add_volumes_to_vg", lambda: client.add_volumes_to_vg(group, [volume, second]))
claim("remove_volumes_from_vg", lambda: client.remove_volumes_from_vg(group, [second]))
claim(
    "get_vg_snapshot_id_by_name",
    lambda: client.get_vg_snapshot_id_by_name("vg-seeded", "vg-seeded-snap"),
    lambda found: found == "vg-snap-seeded",
)
claim("delete_volume_or_snapshot, a group", lambda: client.delete_volume_or_snapshot(group, "volume group"))
claim("delete_volume_or_snapshot, a volume", lambda: client.delete_volume_or_snapshot(second))
claim("delete_volume_or_snapshot, gone already", lambda: client.delete_volume_or_snapshot(volume))
refusal("get_volume_id_by_name, deleted", lambda: client.get_volume_id_by_name("v2"), "not found")

outside("get_metrics", client.get_metrics)
outside("create_snapshot", lambda: client.create_snapshot("vol-seeded", "s"))
outside("clone_volume_or_snapshot", lambda: client.clone_volume_or_snapshot("c", "vol-seeded", None))
outside("restore_from_snapshot", lambda: client.restore_from_snapshot("vol-seeded", "snap-seeded"))
outside("attach_volume_to_host", lambda: client.attach_volume_to_host(host, "vol-seeded"))
outside("detach_volume_from_host", lambda: client.detach_volume_from_host(host, "vol-seeded"))
outside("get_volume_lun", lambda: client.get_volume_lun(host, "vol-seeded"))
outside("get_fc_port", client.get_fc_port)
outside("get_ip_pool_address", lambda: client.get_ip_pool_address("iSCSI"))
outside("create_vg_snapshot", lambda: client.create_vg_snapshot("vg-seeded", "s"))
outside("clone_vg_or_vg_snapshot", lambda: client.clone_vg_or_vg_snapshot("c", "vg-seeded"))
outside("create_qos_io_rule", lambda: client.create_qos_io_rule({"name": rule}))
outside("update_qos_io_rule", lambda: client.update_qos_io_rule(rule, {"burst_percentage": 1}))
outside("get_volume_replication_session_id", lambda: client.get_volume_replication_session_id("vol-seeded"))
outside("get_replication_session_state", lambda: client.get_replication_session_state("r"))
outside("failover_volume_replication_session", lambda: client.failover_volume_replication_session("r", False))
outside("reprotect_volume_replication_session", lambda: client.reprotect_volume_replication_session("r"))
outside("configure_metro", lambda: client.configure_metro("vol-seeded", "PS-02"))
outside("end_metro", lambda: client.end_metro("vol-seeded"))
