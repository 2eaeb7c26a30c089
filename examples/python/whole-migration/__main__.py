import pulumi
from pulumi_powerstore_import import (
    ImportHostSystem,
    ImportSession,
    RemoteSystem,
    get_importable_volumes_output,
)

config = pulumi.Config()
cut_over = config.get_bool("cutOver") or False

# The old array: PowerStore logs in to it, waits for the data connections and looks for what is on it.
source = RemoteSystem(
    "old-unity",
    name="old-unity",
    type="Unity",
    management_address=config.require("sourceAddress"),
    username=config.require("sourceUser"),
    password=config.require_secret("sourcePassword"),
    iscsi_addresses=config.require_object("sourceTargets"),
)

# The hosts that use its volumes: their agents move them from the old array to PowerStore without a stop.
hosts = [
    ImportHostSystem(
        address,
        agent_address=address,
        agent_port=8443,
        os_type="Linux",
        username=config.require("hostUser"),
        password=config.require_secret("hostPassword"),
        opts=pulumi.ResourceOptions(depends_on=[source]),
    )
    for address in config.require_object("hosts")
]


def id_of(volume):
    """What was found on the old array, by name. In a preview before the array knows it, nothing of this is known yet."""

    def only(found):
        if not found.volumes:
            raise pulumi.RunError(f'no volume "{volume}" was found on the old array')
        return found.volumes[0].id

    return get_importable_volumes_output(remote_system_id=source.id, name=volume).apply(only)


imports = [
    ImportSession(
        volume,
        remote_system_id=source.id,
        source_resource_id=id_of(volume),
        paused=config.get_bool("paused"),
        # The cut-over cannot be undone: it happens only when it is asked for.
        advance_to="Import_Completed" if cut_over else None,
        wait_for="Import_Completed" if cut_over else "Started",
        opts=pulumi.ResourceOptions(depends_on=hosts),
    )
    for volume in config.require_object("volumes")
]

pulumi.export("states", [each.state for each in imports])
pulumi.export("volumeIds", [each.destination_resource_id for each in imports])
