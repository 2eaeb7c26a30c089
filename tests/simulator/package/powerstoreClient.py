"""What a client of the vendor's does all day, unmodified, against the simulator. Arguments: host, port, user, password, CA file."""

import sys

from PyPowerStore.powerstore_conn import PowerStoreConn

host, port, user, password, ca = sys.argv[1:6]
connection = PowerStoreConn(user, password, host, port_no=port, verify=ca, application_type="test", timeout=30)
things, protection, config = connection.provisioning, connection.protection, connection.config_mgmt

assert things.get_array_version() == "4.1.0.0"
assert config.get_cluster_details("0")["name"] == "PowerStore-01"
assert config.get_appliance_details("A1")["software_installed"][0]["release_version"] == "4.1.0.0"

for number in range(120):
    things.create_volume("bulk-%03d" % number, 1048576)
assert len(things.get_volumes()) == 100
assert len(things.get_volumes(all_pages=True)) == 120
assert len(things.get_volumes(filter_dict={"name": "ilike.BULK-00*", "size": "gte.1048576"})) == 10
volume = things.get_volume_by_name("bulk-000")[0]["id"]
things.modify_volume(volume, name="first", size=2097152)
assert things.get_volume_details(volume)["size"] == 2097152

member = things.create_host("h1", "Linux", [{"port_name": "iqn.1998-01.com.example:h1", "port_type": "iSCSI"}])["id"]
group = things.create_host_group("g1", [member])["id"]
assert things.get_host_group_details(group)["hosts"] == [{"id": member, "name": "h1"} | {"host_virtual_volume_mappings": []}]
assert things.get_host_details(member)["host_group_id"] == group
things.delete_host_group(group)
things.delete_host(member)

volumes = things.create_volume_group("vg1", volume_ids=[volume])["id"]
assert things.get_volumes_from_volume_group("vg1") == [{"volumes": [{"name": "first"}]}]
things.remove_members_from_volume_group(volumes, [volume])
things.add_members_to_volume_group(volumes, [volume])
things.remove_members_from_volume_group(volumes, [volume])
things.delete_volume_group(volumes)
things.add_protection_policy_for_volume(volume, "policy-01")
things.remove_protection_policy_for_volume(volume)
things.delete_volume(volume)

remote = protection.get_remote_system_by_name("Unity-01")[0]["id"]
job = protection.modify_remote_system(remote, {"description": "to be emptied"})["id"]
assert things.get_job_details(job)["phase"] == "Completed"
assert protection.get_remote_system_details(remote)["description"] == "to be emptied"

base = "https://%s:%s/api/rest" % (host, port)
body = {"name": "i1", "remote_system_id": remote, "source_resource_id": "unity-01-vol-01"}
session = things.client.request("POST", base + "/import_session", payload=body)["id"]
query = {"select": "name,state,remote_system(name)", "order": "name.desc"}
rows = things.client.request("GET", base + "/import_session", querystring=query)
assert rows == [{"name": "i1", "state": "Copy_In_Progress", "remote_system": {"name": "Unity-01"}}], rows
things.client.request("POST", base + "/import_session/%s/pause" % session)
things.client.auth_manager.logout_session()
