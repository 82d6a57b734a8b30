package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Any number of manifests of real size, each with other numbers than the next. */
final class VariedManifests {

    /** How many values a field takes, from its least on. */
    private record Range(int least, int count) {

        String value(int number) {
            return Integer.toString(least + number % count);
        }
    }

    private static final Map<String, Range> FIELDS = Map.of("terminationGracePeriodSeconds", new Range(5, 56),
            "activeDeadlineSeconds", new Range(50, 301), "failureThreshold", new Range(3, 31));
    private static final Pattern FIELD = Pattern.compile("(" + String.join("|", FIELDS.keySet()) + "): \\d+");

    private VariedManifests() {}

    /**
     * Writes them into a folder, whose names are their numbers.
     *
     * @param originals of which they are made in turn
     */
    static Path write(Path folder, int count, List<Path> originals) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            int number = i;
            var varied = FIELD.matcher(Files.readString(originals.get(i % originals.size())))
                    .replaceAll(field -> field.group(1) + ": " + FIELDS.get(field.group(1)).value(number));
            Files.writeString(folder.resolve("%04d.yaml".formatted(i)), varied);
        }
        return folder;
    }
}
