package migration;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumi_powerstore_import.powerstoreimport.ImportSession;
import io.github.pulumi_powerstore_import.powerstoreimport.ImportSessionArgs;
import io.github.pulumi_powerstore_import.powerstoreimport.enums.AdvanceTarget;
import io.github.pulumi_powerstore_import.powerstoreimport.enums.WaitGoal;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::migrate);
    }

    private static void migrate(Context ctx) {
        // Everything that changes during a migration is configuration: `pulumi config set paused true && pulumi up`.
        var config = ctx.config();
        var remoteSystemId = config.require("remoteSystemId"); // an id, or name:<name>

        var database = ImportSessionArgs.builder()
            .remoteSystemId(remoteSystemId)
            .sourceResourceId(config.require("databaseVolume"))
            .paused(config.getBoolean("paused").orElse(false));
        // The cut-over cannot be undone: it happens only when it is asked for.
        if (config.getBoolean("cutOver").orElse(false)) {
            database.advanceTo(AdvanceTarget.ImportCompleted).waitFor(WaitGoal.ImportCompleted);
        }
        var databaseSession = new ImportSession("database", database.build());

        var archive = ImportSessionArgs.builder()
            .remoteSystemId(remoteSystemId)
            .sourceResourceId(config.require("archiveVolume"));
        config.get("archiveStart").ifPresent(archive::scheduledTimestamp);
        var archiveSession = new ImportSession("archive", archive.build());

        ctx.export("databaseState", databaseSession.state());
        ctx.export("databaseVolumeId", databaseSession.destinationResourceId());
        ctx.export("archiveState", archiveSession.state());
    }
}
