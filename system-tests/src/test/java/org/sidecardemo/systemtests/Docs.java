package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README and the pages of {@code docs/}. Their console blocks are steps: commands, each after a {@code $}, and what they
 * print.
 */
final class Docs {

    static final Path ROOT = Path.of(System.getProperty("root"));

    static final Path README = ROOT.resolve("README.md");
    static final Path CHECK = page("check.md");
    static final Path CLUSTER = page("cluster.md");
    static final Path FAQ = page("faq.md");
    static final Path IMAGES = page("images.md");
    static final Path PLAYER = page("player.md");

    private Docs() {}

    private static Path page(String name) {
        return ROOT.resolve("docs").resolve(name);
    }

    /** All pages, the README first. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(README),
                    files.filter(file -> file.toString().endsWith(".md")).sorted()).toList();
        }
    }

    /** The lines of all pages: a table is found in whichever it stands. */
    static List<String> lines() throws IOException {
        return pages().stream().flatMap(page -> read(page).lines()).toList();
    }

    /** The steps of a page, in order, with the images to test. */
    static List<Step> steps(Path page) {
        List<Step> steps = new ArrayList<>();
        boolean inBlock = false;
        for (String line : Images.withTestedImages(read(page)).lines().toList()) {
            if (line.startsWith("```")) {
                inBlock = line.equals("```console");
            } else if (inBlock && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else if (inBlock) {
                steps.getLast().expected().add(line);
            }
        }
        return steps;
    }

    /** The step with this command, on whichever page it stands. */
    static Step step(String command) throws IOException {
        return pages().stream().flatMap(page -> steps(page).stream())
                .filter(step -> step.command().equals(command)).findFirst()
                .orElseThrow(() -> new AssertionError("no page has the command " + command));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param command for a shell, in the project's folder
     * @param expected the lines that it prints, standard error too; {@code ...} stands for any lines
     */
    record Step(String command, List<String> expected) {

        /** What Kubernetes makes names of, so that none is a word. */
        private static final String NAMES = "bcdfghjklmnpqrstvwxz2456789";

        private static final Path PLAYER = ROOT.resolve("pod-player/target/pod-player/bin");

        /**
         * What differs from run to run, each with what stands for it: times, the names that Kubernetes makes up, and how
         * wide a column is.
         */
        private static final Map<Pattern, String> VARYING = Map.of(
                Pattern.compile("\\d+(?:[.]\\d+)? ?m?s\\b"), "\\d+(?:[.]\\d+)? ?m?s",
                Pattern.compile("-\\d{8}-[a-z0-9]{5}\\b"), "-\\d{8}-[a-z0-9]{5}",
                Pattern.compile("-[" + NAMES + "]{5}\\b"), "-[" + NAMES + "]{5}",
                Pattern.compile(" {2,}"), " +");

        /** Runs the command, with the player on the PATH, and returns all that it prints. */
        String run() throws IOException, InterruptedException {
            ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(ROOT.toFile())
                    .redirectErrorStream(true);
            shell.environment().remove("MAKELEVEL"); // the make that runs the tests is none of its business
            shell.environment().merge("PATH", PLAYER.toString(), (path, player) -> path + ":" + player);
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
