package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The player with odd manifests and containers that print too much, in 64 MB of memory. */
class PlayerTortureTest {

    private static final String HEAP = "-Xmx64m";
    private static final Duration DEADLINE = Duration.ofSeconds(150);
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: demo}
            spec:
              restartPolicy: Never
              containers:
            """;
    /** What the player itself tells a terminal: to go up and to clear, to end a line, and colours. */
    private static final String OWN_SEQUENCES = "\u001b\\[(\\d+A|J|[0-9;]*m)|\r";

    @TempDir
    Path folder;
    private int files;

    @Torture(of = Torture.Part.PLAYER, with = "manifests of 10 MB, 10 000 levels, aliases that explode, of 0x00, noise, UTF-16 without a mark, or without end; 64 MB of heap")
    void manifestsThatAreNone(Finding finding) throws Exception {
        var noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        var odd = new LinkedHashMap<String, byte[]>();
        odd.put("10 MB of comment", (POD + "#" + "x".repeat(10_000_000)).getBytes(UTF_8));
        odd.put("10 MB of containers", pod(200_000).getBytes(UTF_8));
        odd.put("3 MB of containers", pod(50_000).getBytes(UTF_8));
        odd.put("aliases", IntStream.range(1, 12).mapToObj(i -> "a%1$d: &a%1$d [%2$s]%n".formatted(i,
                String.join(",", Collections.nCopies(9, i == 1 ? "x" : "*a" + (i - 1)))))
                .collect(Collectors.joining()).getBytes(UTF_8));
        for (var level : List.of("[", "{a: ", "- ", "? ", "[{a: ")) {
            odd.put("levels of " + level, level.repeat(10_000).getBytes(UTF_8));
        }
        odd.put("noise", noise);
        odd.put("NULs", new byte[1000]);
        odd.put("UTF-16 without a mark", pod(1).getBytes(StandardCharsets.UTF_16LE));
        odd.put("nothing", new byte[0]);

        var longest = Duration.ZERO;
        for (Map.Entry<String, byte[]> manifest : odd.entrySet()) {
            Path file = Files.write(folder.resolve("odd-" + files++ + ".yaml"), manifest.getValue());
            longest = longer(longest, refused(manifest.getKey(), file.toString()));
        }
        longest = longer(longest, refused("without end", "/dev/zero"));
        longest = longer(longest, refused("empty folder", Files.createDirectory(folder.resolve("empty")).toString()));
        longest = longer(longest, refused("missing", folder.resolve("missing").toString()));
        assertThat(longest).isLessThan(Duration.ofSeconds(20));
        finding.is("each is refused in one line, exit code 2, at most after %.1f s", longest.toMillis() / 1000.0);
    }

    @Torture(of = Torture.Part.PLAYER, with = "1 000 containers in a pod; 64 MB of heap")
    void aThousandContainers(Finding finding) throws Exception {
        var played = play(write(pod(1000)), "-o", "json");
        assertThat(played.exitCode()).as(played.err()).isZero();
        var pod = (Pod) Serialization.unmarshal(played.out(), KubernetesList.class)
                .getItems().getFirst();
        assertThat(pod.getStatus().getContainerStatuses()).hasSize(1000)
                .allMatch(status -> status.getState().getTerminated().getExitCode() == 0);
        finding.is("all Completed, after %.1f s", played.took().toMillis() / 1000.0);
    }

    @Torture(of = Torture.Part.PLAYER, with = "a container that prints 1 GB in lines, another 100 MB without a line's end; 64 MB of heap")
    void floods(Finding finding) throws Exception {
        String manifest = write(POD + """
                  - {name: lines, image: none, command: [sh, -c, "yes %s | head -c 1073741824"]}
                  - {name: line, image: none, command: [sh, -c, "head -c 104857600 /dev/zero | tr '\\\\0' x"]}
                """.formatted("y".repeat(4095)));
        var command = command(manifest, "--timeout", DEADLINE.toSeconds() + "s");
        long begin = System.nanoTime();
        Process player = builder(command).redirectError(folder.resolve("err").toFile()).start();
        long[] printed = count(player.getInputStream());
        player.waitFor();
        assertThat(player.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
        assertThat(printed['y']).isGreaterThanOrEqualTo(4095L * 262144);
        assertThat(printed['x']).isGreaterThanOrEqualTo(104857600);
        finding.is("all of it is shown, after %.0f s", (System.nanoTime() - begin) / 1e9);
    }

    @Torture(of = Torture.Part.PLAYER, with = "containers, hooks and names that say noise, escape sequences, markup, `$(…)` and overrides of direction")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "script(1) takes other arguments elsewhere")
    void outputThatIsNoText(Finding finding) throws Exception {
        String hostile = "\\\\033]0;owned\\\\007\\\\033[2J\\\\302\\\\233\\\\342\\\\200\\\\256<script>$(id)</script>`id`";
        String manifest = write("# \u202e<script>alert(1)</script>\n" + POD + """
                  - name: app
                    image: "\\e]0;owned\\a\\x9b2J\\u202e<script>alert(1)</script>"
                    command: [sh, -c, "head -c 2000000 /dev/urandom; printf '%1$s'; sleep 0.2"]
                    env: [{name: A, value: "\\e[2J$(id)`id`"}]
                    lifecycle: {postStart: {exec: {command: [sh, -c, "printf '%1$s'; exit 1"]}}}
                """.formatted(hostile));
        Path gallery = folder.resolve("gallery");
        var lines = play(manifest, "--gallery", gallery.toString());
        var json = play(manifest, "-o", "json");
        var yaml = play(manifest, "-o", "yaml");
        String terminal = onTerminal(manifest);
        String svg = Files.readString(gallery.resolve(Path.of(manifest).getFileName().toString()
                .replace(".yaml", ".svg")));
        String html = Files.readString(gallery.resolve("index.html"));

        assertThat(terminal).containsPattern("\u001b\\[\\d+A");
        var shown = Map.of("lines", lines.out() + lines.err(), "json", json.out() + json.err(), "yaml",
                yaml.out() + yaml.err(), "svg", svg, "html", html, "terminal",
                terminal.replaceAll(OWN_SEQUENCES, ""));
        assertThat(shown).allSatisfy((where, text) -> assertThat(harmful(text)).as(where).isEmpty());
        assertThat(lines.out()).contains("\\x1b]0;owned").contains("$(id)").doesNotContain("uid=");
        assertThat(Serialization.unmarshal(json.out(), KubernetesList.class).getItems())
                .filteredOn(Pod.class::isInstance).hasSize(1);
        assertThat(html).containsOnlyOnce("<script").doesNotContain("<script>alert", "<script>$(id)");
        var picture = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        assertThat(picture.getElementsByTagName("script").getLength()).isZero();
        finding.is("lines, terminal, JSON, YAML, SVG and HTML show it as text");
    }

    private static String pod(int containers) {
        return POD + IntStream.range(0, containers)
                .mapToObj(i -> "  - {name: app-%d, image: none, command: [\"true\"]}%n".formatted(i))
                .collect(Collectors.joining());
    }

    private String write(String manifest) throws IOException {
        return Files.writeString(folder.resolve("pod-" + files++ + ".yaml"), manifest).toString();
    }

    private Duration refused(String what, String file) throws IOException, InterruptedException {
        var played = play(file);
        assertThat(played.exitCode()).as(what + ": " + played.err()).isEqualTo(2);
        assertThat(played.out()).as(what).isEmpty();
        assertThat(played.err().lines()).as(what).singleElement().asString().startsWith(file);
        return played.took();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    private record Played(int exitCode, String out, String err, Duration took) {}

    private Played play(String manifest, String... options) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        long begin = System.nanoTime();
        Process player = builder(command(manifest, options)).redirectOutput(out.toFile()).redirectError(err.toFile())
                .start();
        try {
            assertThat(player.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).as("the player ends").isTrue();
        } finally {
            player.destroyForcibly();
        }
        var took = Duration.ofNanos(System.nanoTime() - begin);
        return new Played(player.exitValue(), text(out), text(err).replaceFirst("NOTE: Picked up .*\n", ""), took);
    }

    /** All that was printed must be UTF-8. */
    private static String text(Path file) throws IOException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
    }

    private static List<String> command(String manifest, String... options) {
        var command = new ArrayList<>(List.of(LauncherTest.PLAYER));
        command.addAll(List.of(options));
        command.add(manifest);
        return command;
    }

    private static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().put("JDK_JAVA_OPTIONS", HEAP);
        return builder;
    }

    private String onTerminal(String manifest) throws IOException, InterruptedException {
        Path out = folder.resolve("terminal");
        Process script = builder(List.of("script", "--quiet", "--command", String.join(" ", command(manifest)),
                "/dev/null")).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        script.getOutputStream().close();
        assertThat(script.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return text(out);
    }

    /** How often each byte comes. */
    private static long[] count(InputStream in) throws IOException {
        var counts = new long[256];
        var buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                counts[buffer[i] & 0xff]++;
            }
        }
        return counts;
    }

    /** What a terminal would obey or a reader be deceived by. */
    private static String harmful(String text) {
        return text.codePoints().filter(c -> c != '\n' && c != '\t')
                .filter(c -> Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT)
                .mapToObj("U+%04X"::formatted).distinct().collect(Collectors.joining(" "));
    }
}
