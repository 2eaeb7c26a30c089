package migration;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.github.pulumi_powerstore_import.powerstoreimport.ImportHostSystem;
import io.github.pulumi_powerstore_import.powerstoreimport.ImportHostSystemArgs;
import io.github.pulumi_powerstore_import.powerstoreimport.ImportSession;
import io.github.pulumi_powerstore_import.powerstoreimport.ImportSessionArgs;
import io.github.pulumi_powerstore_import.powerstoreimport.PowerstoreimportFunctions;
import io.github.pulumi_powerstore_import.powerstoreimport.RemoteSystem;
import io.github.pulumi_powerstore_import.powerstoreimport.RemoteSystemArgs;
import io.github.pulumi_powerstore_import.powerstoreimport.enums.AdvanceTarget;
import io.github.pulumi_powerstore_import.powerstoreimport.enums.HostOsType;
import io.github.pulumi_powerstore_import.powerstoreimport.enums.SourceType;
import io.github.pulumi_powerstore_import.powerstoreimport.enums.WaitGoal;
import io.github.pulumi_powerstore_import.powerstoreimport.inputs.GetImportableVolumesArgs;
import java.util.ArrayList;

/** From a PowerStore that knows nothing of an old array to its volumes living on PowerStore. */
public class WholeMigration {
    public static void main(String[] args) {
        Pulumi.run(WholeMigration::migrate);
    }

    private static void migrate(Context ctx) {
        var config = ctx.config();

        // The old array: PowerStore logs in to it, waits for the data connections and looks for what is on it.
        var source = new RemoteSystem("old-unity", RemoteSystemArgs.builder()
            .name("old-unity")
            .type(SourceType.Unity)
            .managementAddress(config.require("sourceAddress"))
            .username(config.require("sourceUser"))
            .password(config.requireSecret("sourcePassword"))
            .iscsiAddresses(config.requireObject("sourceTargets", String[].class))
            .build());

        // The hosts that use its volumes: their agents move them from the old array to PowerStore without a stop.
        var hosts = new ArrayList<Resource>();
        for (String address : config.requireObject("hosts", String[].class)) {
            hosts.add(new ImportHostSystem(address, ImportHostSystemArgs.builder()
                .agentAddress(address)
                .agentPort(8443)
                .osType(HostOsType.Linux)
                .username(config.require("hostUser"))
                .password(config.requireSecret("hostPassword"))
                .build(), CustomResourceOptions.builder().dependsOn(source).build()));
        }

        var states = new ArrayList<Output<String>>();
        for (String volume : config.requireObject("volumes", String[].class)) {
            // What was found on the old array, by name. In a preview before the array knows it, nothing of this is known yet.
            var found = PowerstoreimportFunctions.getImportableVolumes(GetImportableVolumesArgs.builder()
                .remoteSystemId(source.id())
                .name(volume)
                .build());
            var args = ImportSessionArgs.builder()
                .remoteSystemId(source.id())
                .sourceResourceId(found.applyValue(result -> result.volumes().stream().findFirst()
                    .orElseThrow(() -> new IllegalStateException("no volume \"" + volume + "\" was found on the old array"))
                    .id()))
                .paused(config.getBoolean("paused").orElse(false));
            // The cut-over cannot be undone: it happens only when it is asked for.
            if (config.getBoolean("cutOver").orElse(false)) {
                args.advanceTo(AdvanceTarget.ImportCompleted).waitFor(WaitGoal.ImportCompleted);
            }
            var options = CustomResourceOptions.builder().dependsOn(hosts).build();
            states.add(new ImportSession(volume, args.build(), options).state());
        }
        ctx.export("states", Output.all(states));
    }
}
