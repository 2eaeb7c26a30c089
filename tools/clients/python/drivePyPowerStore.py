"""The vendor's Python client, unmodified, through what Ansible's collection does with it, and through imports, which it has no word for."""

import json
import ssl
import urllib.request
from urllib.parse import urlsplit

from PyPowerStore.powerstore_conn import PowerStoreConn

from calls import ca_file, claim, control, endpoint, outside, password, refusal, username

GIB = 1 << 30

address = urlsplit(endpoint)
connection = PowerStoreConn(
    username, password, address.hostname, port_no=address.port, verify=ca_file, application_type="recipe", timeout=30
)
things, protection, config = connection.provisioning, connection.protection, connection.config_mgmt


def ids(rows):
    return [row["id"] for row in rows]


def advance(seconds):
    """Time of the array, by its control route."""
    body = json.dumps({"seconds": seconds}).encode()
    request = urllib.request.Request(control + "/clock/advance", data=body, method="POST")
    urllib.request.urlopen(request, context=ssl.create_default_context(cafile=ca_file)).close()


claim("get_array_version", things.get_array_version, lambda version: version.startswith("4."))
claim("get_cluster_list", things.get_cluster_list, lambda rows: len(rows) == 1)
claim("get_clusters", config.get_clusters)
claim("get_cluster_details", lambda: config.get_cluster_details("0"), lambda row: row["name"] == "PowerStore-01")
claim("get_cluster_by_name", lambda: config.get_cluster_by_name("PowerStore-01"))
claim("modify_cluster", lambda: config.modify_cluster("0", name="PowerStore-01"))
claim("get_appliances", config.get_appliances)
claim("get_appliance_details", lambda: config.get_appliance_details("A1"), lambda row: row["id"] == "A1")
claim("get_appliance_by_name", lambda: config.get_appliance_by_name("PowerStore-01-appliance-1"))
claim("get_chap_configs", config.get_chap_configs, lambda rows: rows == [{"id": "0"}])
claim("get_chap_config_details", lambda: config.get_chap_config_details("0"), lambda row: row["mode"] == "Disabled")

claim("create_volume", lambda: things.create_volume("v1", GIB))
volume = claim("get_volume_by_name", lambda: things.get_volume_by_name("v1"), lambda rows: len(rows) == 1)[0]["id"]
refusal("create_volume, name in use", lambda: things.create_volume("V1", GIB), "HTTP code: 422")
claim("create_volume with a policy", lambda: things.create_volume("v2", GIB, protection_policy_id="policy-01"))
claim("get_volumes", things.get_volumes, lambda rows: len(rows) == 4)
claim("get_volumes, filtered", lambda: things.get_volumes({"name": "ilike.V*", "size": "gte.%d" % GIB}))
claim("get_volumes, all pages", lambda: things.get_volumes(all_pages=True), lambda rows: len(rows) == 4)
claim("modify_volume", lambda: things.modify_volume(volume, name="v1-renamed", size=2 * GIB, description="d"))
claim("add_protection_policy_for_volume", lambda: things.add_protection_policy_for_volume(volume, "policy-01"))
claim("remove_protection_policy_for_volume", lambda: things.remove_protection_policy_for_volume(volume))
claim(
    "get_volume_details",
    lambda: things.get_volume_details(volume),
    lambda row: row["size"] == 2 * GIB and row["protection_policy_id"] is None,
)
claim("get_host_volume_mapping", lambda: things.get_host_volume_mapping(volume), lambda rows: rows == [])
claim("get_volume_snapshots", lambda: protection.get_volume_snapshots("vol-seeded"), lambda rows: ids(rows) == ["snap-seeded"])
claim("get_volume_snapshot_details", lambda: protection.get_volume_snapshot_details("snap-seeded"))
claim("modify_volume_snapshot", lambda: protection.modify_volume_snapshot("snap-seeded", name="seeded-snap-2"))
claim("refresh_volume", lambda: things.refresh_volume("vol-seeded", "snap-seeded", create_backup_snap=False))
claim("delete_volume_snapshot", lambda: protection.delete_volume_snapshot("snap-seeded"))

group = claim("create_volume_group", lambda: things.create_volume_group("vg1", volume_ids=[volume]))["id"]
claim("get_volume_group_list", things.get_volume_group_list)
claim("get_volume_group_details", lambda: things.get_volume_group_details(group), lambda row: ids(row["volumes"]) == [volume])
claim("get_volume_group_by_name", lambda: things.get_volume_group_by_name("vg1"), lambda rows: ids(rows) == [group])
claim("get_volumes_from_volume_group", lambda: things.get_volumes_from_volume_group("vg1"))
claim("remove_members_from_volume_group", lambda: things.remove_members_from_volume_group(group, [volume]))
claim("add_members_to_volume_group, forced", lambda: things.add_members_to_volume_group(group, [volume], True))
claim("modify_volume_group", lambda: things.modify_volume_group(group, description="d", protection_policy_id="policy-01"))
claim("modify_volume_group, policy off", lambda: things.modify_volume_group(group, protection_policy_id=""))
claim("get_volume_group_snapshots", lambda: protection.get_volume_group_snapshots("vg-seeded"), lambda rows: ids(rows) == ["vg-snap-seeded"])
claim("get_volume_group_snapshot_details", lambda: protection.get_volume_group_snapshot_details("vg-snap-seeded"))
claim("modify_volume_group_snapshot", lambda: protection.modify_volume_group_snapshot("vg-snap-seeded", description="d"))
claim("refresh_volume_group", lambda: things.refresh_volume_group("vg-seeded", "vg-snap-seeded", create_backup_snap=False))
claim("delete_volume_group_snapshot", lambda: protection.delete_volume_group_snapshot("vg-snap-seeded"))
claim("delete_volume_group", lambda: things.delete_volume_group(group))
claim("delete_volume", lambda: things.delete_volume(volume))
refusal("get_volume_details, deleted", lambda: things.get_volume_details(volume), "HTTP code: 404")

port = {"port_name": "iqn.1998-01.com.example:python", "port_type": "iSCSI", "chap_single_username": None}
host = claim("create_host, null in an initiator", lambda: things.create_host("h1", "Linux", [port]))["id"]
claim("get_hosts", things.get_hosts)
claim("get_hosts, filtered by a JSON path", lambda: things.get_hosts({"host_initiators->0->>port_type": "eq.iSCSI"}))
claim("get_host_details", lambda: things.get_host_details(host), lambda row: row["name"] == "h1")
claim("get_host_by_name", lambda: things.get_host_by_name("h1"), lambda rows: ids(rows) == [host])
claim("modify_host", lambda: things.modify_host(host, name="h1-renamed"))
claim("add_initiators_to_host", lambda: things.add_initiators_to_host(host, [{**port, "port_name": "iqn.1998-01.com.example:two"}]))
claim("remove_initiators_from_host", lambda: things.remove_initiators_from_host(host, ["iqn.1998-01.com.example:two"]))
hosts = claim("create_host_group", lambda: things.create_host_group("hg1", [host]))["id"]
claim("get_host_group_list", things.get_host_group_list)
claim("get_host_group_details", lambda: things.get_host_group_details(hosts), lambda row: ids(row["hosts"]) == [host])
claim("get_host_group_by_name", lambda: things.get_host_group_by_name("hg1"), lambda rows: ids(rows) == [hosts])
claim("get_hosts_from_host_group", lambda: things.get_hosts_from_host_group("hg1"))
claim("modify_host_group", lambda: things.modify_host_group(hosts, name="hg2"))
claim("add_hosts_to_host_group", lambda: things.add_hosts_to_host_group(hosts, ["host-01"]))
claim("remove_hosts_from_host_group", lambda: things.remove_hosts_from_host_group(hosts, ["host-01"]))
claim("delete_host_group", lambda: things.delete_host_group(hosts))
claim("delete_host", lambda: things.delete_host(host))
outside("delete_host, forced", lambda: things.delete_host("host-02", force=True))

policy = claim("create_protection_policy", lambda: protection.create_protection_policy("pp1", snapshot_rule_ids=["r"]))["id"]
claim("get_protection_policies", protection.get_protection_policies)
claim("get_protection_policy_details", lambda: protection.get_protection_policy_details(policy))
claim("get_protection_policy_by_name", lambda: protection.get_protection_policy_by_name("pp1"))
claim("modify_protection_policy", lambda: protection.modify_protection_policy(policy, name="pp2", description="d"))
claim("add_snapshot_rules_to_protection_policy", lambda: protection.add_snapshot_rules_to_protection_policy(policy, ["s"]))
claim("remove_snapshot_rules_from_protection_policy", lambda: protection.remove_snapshot_rules_from_protection_policy(policy, ["s"]))
claim("delete_protection_policy", lambda: protection.delete_protection_policy(policy))
qos = claim("create_policy", lambda: protection.create_policy({"name": "qos", "io_limit_rule_id": "any-io-rule"}))["id"]
claim("get_policy_details", lambda: protection.get_policy_details(qos), lambda row: row["type"] == "QoS")
claim("get_policy_by_name", lambda: protection.get_policy_by_name("qos", "QoS"))
claim("modify_policy", lambda: protection.modify_policy(qos, {"description": "d"}))
claim("delete_policy", lambda: protection.delete_policy(qos))

unity = {
    "name": "Unity-02",
    "type": "Unity",
    "management_address": "10.7.7.7",
    "remote_username": "u",
    "remote_password": "p",
    "iscsi_addresses": ["10.7.7.8"],
    "description": None,
}
remote = claim("create_remote_system", lambda: protection.create_remote_system(unity))
claim("get_remote_systems", protection.get_remote_systems)
system = claim("get_remote_system_by_name", lambda: protection.get_remote_system_by_name("Unity-01"), lambda rows: len(rows) == 1)[0]["id"]
claim("get_remote_system_by_mgmt_address", lambda: protection.get_remote_system_by_mgmt_address("10.7.7.7"))
claim("get_remote_system_details", lambda: protection.get_remote_system_details(system), lambda row: row["id"] == system)
job = claim("modify_remote_system", lambda: protection.modify_remote_system(system, {"description": "to be emptied"}))["id"]
advance(60)
claim("get_job_details", lambda: things.get_job_details(job), lambda row: row["phase"] == "Completed")

request = things.client.request


def url(path):
    return endpoint + "/import_session" + path


session = {"name": "i1", "remote_system_id": system, "source_resource_id": "unity-01-vol-01", "protection_policy_id": None}
made = claim("POST /import_session", lambda: request("POST", url(""), payload=session))["id"]
advance(60)
query = {"select": "name,state,remote_system(name)", "state": "eq.Copy_In_Progress"}
claim("GET /import_session", lambda: request("GET", url(""), querystring=query), lambda rows: len(rows) == 1)
claim("POST /import_session/{id}/pause", lambda: request("POST", url("/%s/pause" % made)))
claim("POST /import_session/{id}/resume", lambda: request("POST", url("/%s/resume" % made)))
advance(7200)
claim("POST /import_session/{id}/cutover", lambda: request("POST", url("/%s/cutover" % made)))
advance(60)
state = {"select": "state"}
claim(
    "GET /import_session/{id}",
    lambda: request("GET", url("/" + made), querystring=state),
    lambda row: row["state"] == "Import_Completed",
)
claim("DELETE /import_session/{id}", lambda: request("DELETE", url("/" + made)))
claim("delete_remote_system", lambda: protection.delete_remote_system(system))

outside("clone_volume", lambda: things.clone_volume("vol-seeded", "c"))
outside("restore_volume", lambda: things.restore_volume("vol-seeded", "snap-seeded"))
outside("create_volume_snapshot", lambda: protection.create_volume_snapshot("vol-seeded", "s"))
outside("create_volume_group_snapshot", lambda: protection.create_volume_group_snapshot("vg-seeded", "s"))
outside("map_volume_to_host", lambda: things.map_volume_to_host("vol-seeded", "host-01"))
outside("modify_chap_config", lambda: config.modify_chap_config("0", "Single"))
outside("get_remote_system_appliance_details", lambda: protection.get_remote_system_appliance_details(system))
outside("get_nodes", things.get_nodes)
outside("get_networks", config.get_networks)
outside("get_local_users", config.get_local_users)
outside("get_snapshot_rules", protection.get_snapshot_rules)
outside("get_replication_rules", protection.get_replication_rules)
outside("get_replication_sessions", protection.get_replication_sessions)
outside("get_nas_servers", things.get_nas_servers)
outside("get_file_systems", things.get_file_systems)
outside("get_io_limit_rules", things.get_io_limit_rules)
outside("get_storage_container_list", config.get_storage_container_list)

claim("logout_session", things.client.auth_manager.logout_session)
