import csv

import pulumi
from pulumi_powerstore_import import ImportWave, WaveMemberArgs, WindowArgs

config = pulumi.Config()
cut_over = config.get_bool("cutOver") or False

# Every night from ten to six.
nights = [WindowArgs(schedule="0 22 * * *", duration="8h")]

with open("wave.csv", newline="") as file:
    sessions = {
        row["key"]: WaveMemberArgs(source_resource_id=row["sourceResourceId"], priority=int(row["priority"] or 0))
        for row in csv.DictReader(file)
    }

wave = ImportWave(
    "wave",
    remote_system_id=config.require("remoteSystemId"),
    sessions=sessions,
    time_zone="Europe/Berlin",
    start_windows=nights,
    copy_windows=nights,
    # The night that was agreed with those who use the volumes, by local clocks: 2026-12-04T22:00
    cutover_windows=[WindowArgs(schedule=config.require("cutOverNight"), duration="4h")],
    max_active=config.get_int("maxActive") or 12,
    max_failures=2,
    # The cut-over cannot be undone: it happens only when it is asked for, and in its window.
    advance_to="Import_Completed" if cut_over else None,
    wait_for="Import_Completed" if cut_over else "Started",
)

pulumi.export("phase", wave.phase)
pulumi.export("counts", wave.counts)
# When the next `pulumi up` has something to do, as far as windows say.
pulumi.export("nextChangeAt", wave.next_change_at)
