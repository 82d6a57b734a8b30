package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's console blocks: commands, each after a {@code $}, and what they print. */
final class Readme {

    static final Path ROOT = Path.of(System.getProperty("root"));

    private Readme() {}

    /** The steps of the section with this heading, in order, with the images to test. */
    static List<Step> section(String heading) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inSection = false;
        boolean inBlock = false;
        for (String line : Images.withTestedImages(Files.readString(ROOT.resolve("README.md"))).lines().toList()) {
            if (line.startsWith("```")) {
                inBlock = line.equals("```console");
            } else if (!inBlock && line.startsWith("#")) {
                inSection = line.replaceFirst("#+ ", "").equals(heading);
            } else if (inSection && inBlock && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else if (inSection && inBlock) {
                steps.getLast().expected().add(line);
            }
        }
        if (steps.isEmpty()) {
            throw new AssertionError("the README has no commands under " + heading);
        }
        return steps;
    }

    /**
     * @param command for a shell, in the project's folder
     * @param expected the lines that it prints, standard error too; {@code ...} stands for any lines
     */
    record Step(String command, List<String> expected) {

        /**
         * What differs from run to run, each with what stands for it: times, the names that Kubernetes makes up, and how
         * wide a column is.
         */
        private static final Map<Pattern, String> VARYING = Map.of(
                Pattern.compile("\\d+(?:[.]\\d+)? m?s\\b"), "\\d+(?:[.]\\d+)? m?s",
                Pattern.compile("-\\d{8}-[a-z0-9]{5}\\b"), "-\\d{8}-[a-z0-9]{5}",
                Pattern.compile(" {2,}"), " +");

        /** Runs the command, and returns all that it prints. */
        String run() throws IOException, InterruptedException {
            ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(ROOT.toFile())
                    .redirectErrorStream(true);
            shell.environment().remove("MAKELEVEL"); // the make that runs the tests is none of its business
            Process process = shell.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            process.waitFor();
            return output;
        }

        void assertPrinted(String output) {
            assertThat(output).as(command).matches(this::isWhatIsPrinted, expected.toString());
        }

        boolean isWhatIsPrinted(String output) {
            StringBuilder pattern = new StringBuilder();
            for (String line : expected) {
                pattern.append(line.equals("...") ? "(?:.*\n)*?" : patternOf(line) + "\n");
            }
            String plain = output.replaceAll("\u001b\\[[0-9;]*m", "");
            return (plain.endsWith("\n") || plain.isEmpty() ? plain : plain + "\n").matches(pattern.toString());
        }

        private static String patternOf(String line) {
            var pattern = new StringBuilder();
            for (int at = 0; at < line.length();) {
                var varying = varyingAt(line, at);
                pattern.append(varying.map(Map.Entry::getValue).orElse(Pattern.quote(line.substring(at, at + 1))));
                at += varying.map(Map.Entry::getKey).orElse(1);
            }
            return pattern.toString();
        }

        /** What varies in a line from there on: how long it is, and what stands for it. */
        private static Optional<Map.Entry<Integer, String>> varyingAt(String line, int at) {
            return VARYING.entrySet().stream()
                    .map(varying -> Map.entry(varying.getKey().matcher(line).region(at, line.length()),
                            varying.getValue()))
                    .filter(varying -> varying.getKey().lookingAt())
                    .map(varying -> Map.entry(varying.getKey().end() - at, varying.getValue()))
                    .findFirst();
        }
    }
}
