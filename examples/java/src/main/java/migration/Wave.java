package migration;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.pulumi_powerstore_import.powerstoreimport.ImportWave;
import io.github.pulumi_powerstore_import.powerstoreimport.ImportWaveArgs;
import io.github.pulumi_powerstore_import.powerstoreimport.enums.AdvanceTarget;
import io.github.pulumi_powerstore_import.powerstoreimport.enums.WaitGoal;
import io.github.pulumi_powerstore_import.powerstoreimport.inputs.WaveMemberArgs;
import io.github.pulumi_powerstore_import.powerstoreimport.inputs.WindowArgs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A wave of imports, copied by night and cut over in a night that was agreed. */
public class Wave {
    public static void main(String[] args) {
        Pulumi.run(Wave::migrate);
    }

    /** Reads the columns key, sourceResourceId and priority, without quotes; an empty priority is none. */
    private static Map<String, WaveMemberArgs> fromCsv(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.skip(1).map(line -> line.split(",", -1)).collect(Collectors.toMap(row -> row[0], row -> {
                var member = WaveMemberArgs.builder().sourceResourceId(row[1]);
                return (row[2].isEmpty() ? member : member.priority(Integer.parseInt(row[2]))).build();
            }));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static void migrate(Context ctx) {
        var config = ctx.config();

        // Every night from ten to six.
        var nights = WindowArgs.builder().schedule("0 22 * * *").duration("8h").build();
        // The night that was agreed with those who use the volumes, by local clocks: 2026-12-04T22:00
        var agreed = WindowArgs.builder().schedule(config.require("cutOverNight")).duration("4h").build();
        var args = ImportWaveArgs.builder()
            .remoteSystemId(config.require("remoteSystemId"))
            .sessions(fromCsv(Path.of("wave.csv")))
            .timeZone("Europe/Berlin")
            .startWindows(nights)
            .copyWindows(nights)
            .cutoverWindows(agreed)
            .maxActive(config.getInteger("maxActive").orElse(12))
            .maxFailures(2);
        // The cut-over cannot be undone: it happens only when it is asked for, and in its window.
        if (config.getBoolean("cutOver").orElse(false)) {
            args.advanceTo(AdvanceTarget.ImportCompleted).waitFor(WaitGoal.ImportCompleted);
        }
        var wave = new ImportWave("wave", args.build());

        ctx.export("phase", wave.phase());
        ctx.export("counts", wave.counts());
        // When the next `pulumi up` has something to do, as far as windows say.
        ctx.export("nextChangeAt", wave.nextChangeAt());
    }
}
