import pulumi
from pulumi_powerstore_import import ImportSession

# Everything that changes during a migration is configuration: `pulumi config set paused true && pulumi up`.
config = pulumi.Config()
remote_system_id = config.require("remoteSystemId")  # an id, or name:<name>
cut_over = config.get_bool("cutOver") or False

database = ImportSession(
    "database",
    remote_system_id=remote_system_id,
    source_resource_id=config.require("databaseVolume"),
    paused=config.get_bool("paused"),
    # The cut-over cannot be undone: it happens only when it is asked for.
    advance_to="Import_Completed" if cut_over else None,
    wait_for="Import_Completed" if cut_over else "Started",
)

archive = ImportSession(
    "archive",
    remote_system_id=remote_system_id,
    source_resource_id=config.require("archiveVolume"),
    scheduled_timestamp=config.get("archiveStart"),
)

pulumi.export("databaseState", database.state)
pulumi.export("databaseVolumeId", database.destination_resource_id)
pulumi.export("archiveState", archive.state)
