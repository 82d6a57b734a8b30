package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README's console blocks: commands, each after a {@code $}, and what they print. */
final class Readme {

    static final Path ROOT = Path.of(System.getProperty("root"));

    private Readme() {}

    /** The steps of the section with this heading, in order. */
    static List<Step> section(String heading) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inSection = false;
        boolean inBlock = false;
        for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
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

        /** What differs from run to run: times, and the names that Kubernetes makes up. */
        private static final Pattern VARIES = Pattern.compile(
                "(?<time>\\d+(?:[.]\\d+)? m?s\\b *)|(?<job>-\\d{8}-[a-z0-9]{5}\\b)|(?<early>Completed 0  |Error 143    )");

        /** Runs the command, and returns all that it prints. */
        String run() throws IOException, InterruptedException {
            Process process = new ProcessBuilder("sh", "-c", command).directory(ROOT.toFile())
                    .redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            process.waitFor();
            return output;
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
            Matcher varying = VARIES.matcher(line);
            StringBuilder pattern = new StringBuilder();
            int from = 0;
            while (varying.find()) {
                pattern.append(Pattern.quote(line.substring(from, varying.start())));
                if (varying.group("time") != null) {
                    pattern.append("\\d+(?:[.]\\d+)? m?s *");
                } else if (varying.group("job") != null) {
                    pattern.append("-\\d{8}-[a-z0-9]{5}");
                } else { // a sidecar that is stopped at once may not have its handler yet
                    pattern.append("(?:Completed 0  |Error 143    )");
                }
                from = varying.end();
            }
            return pattern.append(Pattern.quote(line.substring(from))).toString();
        }
    }
}
