package org.sidecardemo.podplayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.ObjectMapper;

class MainTest {

    private static final String POD = """
            # A pod
            #
            # It runs a command.
            apiVersion: v1
            kind: Pod
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 1
              containers:
              - {name: app, image: none, command: [sh, -c, "%s"]}
            """;

    private static final String PROCESSES = "pod-player: containers are processes of this user, with this user's files and "
            + "network; with --runtime docker they are containers\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    /** A pod whose container ends with 0 is complete: exit code 0. */
    @Test
    void complete() throws IOException {
        assertThat(run("", file("echo hello"))).isZero();
        assertThat(out()).containsSubsequence("pod/app  | hello", "POD   CONTAINER",
                "Pod pod: Complete after ", "app is done (Completed, 0)");
        assertThat(err()).isEqualTo(PROCESSES);
    }

    /** A pod whose container fails: exit code 1. */
    @Test
    void failed() throws IOException {
        assertThat(run("", file("exit 3"))).isEqualTo(1);
        assertThat(out()).contains("Pod pod: Failed after ", ": app has failed (Error, 3)");
    }

    /** What is not complete in time is stuck: exit code 1. */
    @Test
    void stuck() throws IOException {
        assertThat(run("", "--timeout", "3s", file("sleep 60"))).isEqualTo(1);
        assertThat(out()).contains("Pod pod: stuck after 3.0 s: app has not ended");
    }

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - name: app
                    image: none
                    command: [sh, -c, sleep 60]
                    readinessProbe: {exec: {command: ['%s']}, periodSeconds: 1}
            """;

    /** What is meant to run, and is ready, when the time to watch is over: exit code 0. */
    @Test
    void running() {
        assertThat(run(DEPLOYMENT.formatted("true"), "--timeout", "5s", "-")).isZero();
        assertThat(err()).contains("pod-player: Deployment web: one pod of its template is played");
        assertThat(out()).containsPattern("Pod web-[a-z0-9-]+: Running after 5.0 s: app is ready");
    }

    /** What is meant to run, but isn't ready then: exit code 1. */
    @Test
    void notReady() {
        assertThat(run(DEPLOYMENT.formatted("false"), "--timeout", "2s", "-")).isEqualTo(1);
        assertThat(out()).contains(": not ready after 2.0 s: the readiness probe of app has not succeeded");
    }

    /** The standard input is read, too, and several documents are played one after another. */
    @Test
    void standardInput() {
        var pods = POD.formatted("true") + "---\n" + POD.formatted("true").replace("name: pod", "name: other");
        assertThat(run(pods, "-")).isZero();
        assertThat(out()).containsSubsequence("Pod pod: Complete", "Pod other: Complete");
    }

    /** With -o only the objects go to the standard output. */
    @Test
    void output() throws IOException {
        assertThat(run("", "-o", "json", file("echo hello"))).isZero();
        var list = new ObjectMapper().readTree(out());
        assertThat(list.at("/items/0/status/containerStatuses/0/state/terminated/reason").asString())
                .isEqualTo("Completed");
        assertThat(err()).contains("| hello");
    }

    /** A NUL, which no program can be given, lets a container, probe or hook fail as on a node, and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"command: [\"\\0\"]", "command: [\"true\", \"\\0\"]",
            "command: [\"true\"], workingDir: \"/\\0\"", "command: [\"true\"], env: [{name: A, value: \"\\0\"}]",
            "command: [sleep, \"20\"], lifecycle: {postStart: {exec: {command: [\"\\0\"]}}}"})
    void nul(String fields) {
        assertThat(run(POD.replaceFirst("command: .*\\]", Matcher.quoteReplacement(fields)), "-")).isEqualTo(1);
        assertThat(out()).contains("Pod pod: Failed after ");
        assertThat(err()).isEqualTo(PROCESSES);
    }

    /** Nothing that a manifest, its name or an option says can command the terminal, wherever it is told. */
    @Test
    void escapeSequences() throws IOException {
        var escape = "\u001b]0;owned\u0007\u009b2J\u202e";
        var named = POD.formatted("true").replace("none, command: [sh, -c, \"true\"]",
                "\"%s\"".formatted("\\e]0;owned\\a\\x9b2J\\u202e"));
        run(named, "--timeout", "2s", "-");
        run(named, "--timeout", "300ms", "-o", "json", "-");
        run(named, "--timeout", "300ms", "-o", "yaml", "-");
        run("", folder.resolve(escape).toString());
        run("", "--runtime", escape, "-");
        run("", "--image", escape, "-");
        run("", "--timeline", folder.resolve(escape).resolve(escape).toString(), file("true"));
        assertThat(out() + err()).contains("\\x1b]0;owned").doesNotContain("\u001b").doesNotContain("\u0007")
                .doesNotContain("\u009b").doesNotContain("\u202e");
    }

    /** A file that can't be read is named once, and why. */
    @Test
    void unreadable() throws IOException {
        var file = file("true");
        assertThat(run("", file + "/x")).isEqualTo(2);
        assertThat(err()).isEqualTo(file + "/x: can't be read: Not a directory\n");
    }

    /** --timeline draws the run. */
    @Test
    void timeline() throws IOException {
        var svg = folder.resolve("run.svg");
        assertThat(run("", "--timeline", svg.toString(), file("true"))).isZero();
        assertThat(svg).content().startsWith("<svg ").contains("<title>pod: Complete</title>");
    }

    /** The ending of the file's name says what is written. */
    @Test
    void otherTimelines() throws IOException {
        assertThat(run("", "--timeline", folder.resolve("run.mmd").toString(), file("true"))).isZero();
        assertThat(run("", "--timeline", folder.resolve("run.json").toString(), file("true"))).isZero();
        assertThat(folder.resolve("run.mmd")).content().startsWith("gantt\n");
        assertThat(folder.resolve("run.json")).content().contains("\"traceEvents\"");
    }

    /** What a play prints with -o json is drawn as the play itself. */
    @Test
    void drawsAPlayAgain() throws IOException {
        var played = folder.resolve("played.svg");
        assertThat(run("", "-o", "json", "--timeline", played.toString(), file("echo hello; false"))).isOne();
        var objects = out();
        var drawn = folder.resolve("drawn.svg");
        out.reset();
        assertThat(run(objects, "draw", "-", "--timeline", drawn.toString())).isZero();
        assertThat(drawn).content().contains(">hello</tspan>").isEqualTo(Files.readString(played));
        assertThat(out()).containsSubsequence("terminated   Error", "Pod pod: Failed after ");
    }

    /** All that is in a file, in one page; the names of objects never lead to another folder. */
    @Test
    void drawsGallery() throws IOException {
        var pod = """
                {"kind": "Pod", "metadata": {"name": "../pod", "creationTimestamp": "2026-01-01T00:00:00Z"},
                 "spec": {"restartPolicy": "Never", "containers": [{"name": "app"}]}}
                """;
        var json = Files.writeString(folder.resolve("pods.json"), pod);
        var gallery = folder.resolve("gallery");
        assertThat(run("", "draw", json.toString(), "--gallery", gallery.toString())).isZero();
        assertThat(gallery).isDirectoryContaining("glob:**/index.html").isDirectoryContaining("glob:**/.._pod.svg");
    }

    /** What can't be drawn is one line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"kind: Pod | -: not what kubectl get -o json prints at line 1: ",
            "{\"kind\": \"Service\"} | pod-player: nothing to draw in -; what can be drawn are Jobs and Pods, as kubectl get pods",
            "{\"kind\": \"Pod\", \"metadata\": {\"name\": \"x\", \"creationTimestamp\": \"now\"}, \"spec\": {}} | pod-player: now: not a time"})
    void notDrawn(String in, String message) {
        assertThat(run(in, "draw", "-")).isEqualTo(2);
        assertThat(err().lines()).singleElement().asString().startsWith(message);
    }

    /** Another ending is bad input, before anything is played. */
    @Test
    void unknownTimeline() throws IOException {
        var png = folder.resolve("run.png");
        assertThat(run("", "--timeline", png.toString(), file("true"))).isEqualTo(2);
        assertThat(err()).isEqualTo("pod-player: --timeline " + png + ": this name has none of the endings .svg, .mmd "
                + "(a Mermaid gantt) and .json (a Chrome trace, for Perfetto)\n");
        assertThat(out()).isEmpty();
    }

    /** --gallery draws each run, tells its words, and ends with a page and a table of all. */
    @Test
    void gallery() throws IOException {
        var gallery = folder.resolve("a/b");
        assertThat(run("", "--gallery", gallery.toString(), file("true"))).isZero();
        assertThat(gallery.resolve("pod.svg")).exists();
        assertThat(gallery.resolve("index.html")).content().contains("<h2>A pod</h2>", "It runs a command.");
        assertThat(out()).containsSubsequence("A pod\nIt runs a command.\n", "manifest   app",
                "pod.yaml   Completed 0");
    }

    /** Fields that are not enforced here are told once, each. */
    @Test
    void notEnforced() throws IOException {
        var file = folder.resolve("pod.yaml");
        Files.writeString(file,
                POD.formatted("true").replace("image: none", "image: none, resources: {limits: {cpu: 1}}"));
        assertThat(run("", file.toString(), file.toString())).isZero();
        assertThat(err()).isEqualTo(PROCESSES + "pod-player: not enforced here: resources\n");
    }

    private static final String IMAGES = POD.replace("command: [sh, -c, \"%s\"]", "args: [serve]") + """
              - {name: proxy, image: "registry.example:5000/proxy:2"}
              - {name: own, image: other, command: ["true"]}
            """;

    /** All images that nothing is known to run for are named at once, before anything starts. */
    @Test
    void imagesWithoutCommand() {
        assertThat(run(IMAGES, "-")).isEqualTo(2);
        assertThat(err().lines()).singleElement().asString()
                .contains("none, registry.example:5000/proxy:2:", "--image none=COMMAND", "--image '*=sleep infinity'");
        assertThat(out()).isEmpty();
    }

    /** One command stands for all images that have none of their own. */
    @Test
    void anyImage() {
        assertThat(run(IMAGES, "--image", "*=true", "-")).isZero();
        assertThat(out()).contains("Pod pod: Complete");
    }

    /** It runs, too, where a command names a program that is in the image alone, and a line says so. */
    @Test
    void anyProgram() {
        var pod = IMAGES.replace("[\"true\"]", "[/no/such/program, \"$(A)\"]");
        assertThat(run(pod, "--image", "*=true", "-")).isZero();
        assertThat(out()).contains("Pod pod: Complete");
        assertThat(err()).isEqualTo(PROCESSES
                + "pod-player: the command of --image '*' runs for what isn't on this machine: /no/such/program\n");
        assertThat(run(pod, "--image", "none=true", "--image", "registry.example:5000/proxy=true", "-")).isOne();
        assertThat(out()).contains("StartError");
    }

    private static final String CONFIGURED = """
            apiVersion: v1
            kind: Pod
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              containers:
              - name: app
                image: none
                command: [sh, -c, "cat /etc/app/greeting; echo $WORD $PASSWORD"]
                volumeMounts: [{name: config, mountPath: /etc/app}]
                envFrom: [{configMapRef: {name: words}}]
                env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}]
              volumes:
              - {name: config, configMap: {name: greetings, items: [{key: hello, path: greeting}]}}
              - {name: data, persistentVolumeClaim: {claimName: data}}
              - {name: host, hostPath: {path: /}}
            """;

    /** ConfigMaps and Secrets may be in any of the files. */
    @Test
    void config() throws IOException {
        var config = Files.writeString(folder.resolve("config.yaml"), """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: greetings}, data: {hello: "hello\\n", bye: bye}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: words}, data: {WORD: word}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: db}, data: {password: c2VjcmV0}}
                """);
        assertThat(run(CONFIGURED, "-", config.toString())).as(err()).isZero();
        assertThat(out()).containsSubsequence("| hello", "| word secret");
        assertThat(err()).isEqualTo(PROCESSES
                + "pod-player: empty temporary folders here: hostPath, persistentVolumeClaim\n");
    }

    /** Those that are missing are named at once, with what to do. */
    @Test
    void configIsMissing() {
        assertThat(run(CONFIGURED, "-")).isEqualTo(2);
        assertThat(err().lines()).hasSize(3).allMatch(line -> line.startsWith("standard input:"))
                .anyMatch(line -> line.endsWith("Secret db is in none of the files: add the file that holds it, with "
                        + "password, or use --stand-in for a placeholder"));
        assertThat(out()).isEmpty();
    }

    /** Nobody has to run it again to learn that an image is missing, too. */
    @Test
    void allThatIsMissing() {
        assertThat(run(CONFIGURED.replace("command: [sh, -c", "args: [sh, -c"), "-")).isEqualTo(2);
        assertThat(err().lines()).hasSize(4).anyMatch(line -> line.contains("it isn't known what runs in none:"));
    }

    /** Or placeholders stand in for them. */
    @Test
    void standIns() {
        assertThat(run(CONFIGURED, "--stand-in", "-")).as(err()).isZero();
        assertThat(out()).containsSubsequence("| stand-in");
        assertThat(err()).contains("pod-player: placeholders stand in for ConfigMap greetings (hello), "
                + "ConfigMap words (empty, as no key is named), Secret db (password)\n");
    }

    /** What isn't played beside a pod is told in one line. */
    @Test
    void otherObjects() {
        assertThat(run(POD.formatted("true") + "---\n{apiVersion: v1, kind: Service, metadata: {name: web}}", "-"))
                .isZero();
        assertThat(err()).isEqualTo(PROCESSES + "pod-player: not played: Service web\n");
    }

    /** Files with nothing to play are bad input, and the line says what would be. */
    @Test
    void nothingToPlay() {
        assertThat(run("{apiVersion: v1, kind: Service, metadata: {name: web}}", "-")).isEqualTo(2);
        assertThat(err().lines()).singleElement().asString()
                .startsWith("pod-player: nothing to play in Service web; what can be played is Pod");
        assertThat(out()).isEmpty();
    }

    /** A version that is gone is told by the one that there is now. */
    @ParameterizedTest
    @CsvSource({"play, batch/v1beta1, CronJob, batch/v1", "check, extensions/v1beta1, Deployment, apps/v1"})
    void oldVersion(String command, String version, String kind, String now) {
        var old = "{apiVersion: %s, kind: %s, metadata: {name: web}}".formatted(version, kind);
        assertThat(run(old, command, "-")).isEqualTo(2);
        assertThat(err().lines()).singleElement().asString()
                .endsWith(" (mend: a %s has the apiVersion %s now)".formatted(kind, now));
    }

    /** Bad input is one line on standard error, and exit code 2. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/no/such/file | no such file",
            "https://example.com/pod.yaml | a URL isn't fetched: curl -sSfL 'https://example.com/pod.yaml'",
            "--nonsense x | --nonsense",
            "--timeout 0 x | more than 0", "--timeout 5h x | not a duration", "--runtime vm x | --runtime",
            "-o xml x | --output",
            "--kubernetes 1.27 x | is not a release from 1.28 to 1.37",
            "--kubernetes 2 x | is not a release", "--image nonsense x | --image"})
    void badInput(String arguments, String line) {
        assertThat(run("", arguments.split(" "))).isEqualTo(2);
        assertThat(err().lines()).singleElement().asString().contains(line);
        assertThat(out()).isEmpty();
    }

    /** No file at all is bad input. */
    @Test
    void noFile() {
        assertThat(run("")).isEqualTo(2);
        assertThat(err())
                .isEqualTo("pod-player: no FILE is given: name a manifest, a folder of manifests, or - for the "
                        + "standard input (see --help)\n");
    }

    /** A folder is all manifests in it, by name, and not those of folders within it, as with kubectl. */
    @Test
    void folder() throws IOException {
        Files.writeString(folder.resolve("b.yml"), POD.formatted("true").replace("name: pod", "name: second"));
        Files.writeString(folder.resolve("a.yaml"), POD.formatted("true").replace("name: pod", "name: first"));
        Files.writeString(folder.resolve("notes.txt"), "not a manifest");
        Files.createDirectory(folder.resolve("within"));
        Files.writeString(folder.resolve("within/c.json"),
                "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"-third\"}}");
        assertThat(run("", "-f", folder.toString())).isZero();
        assertThat(out()).containsSubsequence("Pod first: Complete", "Pod second: Complete");
        assertThat(run("", "play", "-R", "-f", folder.toString())).isEqualTo(2);
        assertThat(err()).contains("within/c.json:1: metadata.name: Invalid value");
    }

    /** -f may be given several times, and beside plain arguments. */
    @Test
    void filenames() throws IOException {
        var bad = Files.writeString(folder.resolve("bad"), "a: 1").toString();
        assertThat(run("", "-f", bad, "--filename", bad, "/no/such/file")).isEqualTo(2);
        assertThat(err().lines()).hasSize(3);
        assertThat(run("", "check", "-f", bad)).isEqualTo(2);
    }

    /** A folder without manifests is bad input, and the line says where there may be some. */
    @Test
    void emptyFolder() {
        assertThat(run("", folder.toString())).isEqualTo(2);
        assertThat(err()).isEqualTo(folder
                + ": no *.yaml, *.yml or *.json in this folder: -R looks into the folders within it too\n");
    }

    /** Everything wrong in any file is told before anything starts. */
    @Test
    void allThatIsWrong() throws IOException {
        var bad = Files.writeString(folder.resolve("bad.yaml"),
                POD.formatted("true").replace("name: app", "name: App"));
        assertThat(run("", file("true"), bad.toString(), "/no/such/file")).isEqualTo(2);
        assertThat(err().lines()).hasSize(2);
        assertThat(out()).isEmpty();
    }

    /** One picture can't show two runs. */
    @Test
    void twoTimelines() throws IOException {
        assertThat(run("", "--timeline", folder.resolve("run.svg").toString(), file("true"), file("true")))
                .isEqualTo(2);
        assertThat(err().lines()).singleElement().asString().contains("--gallery");
    }

    /** A picture's folder has to be there before anything is played. */
    @Test
    void timelineWithoutFolder() throws IOException {
        assertThat(run("", "--timeline", folder.resolve("none/run.svg").toString(), file("true"))).isEqualTo(2);
        assertThat(err().lines()).hasSize(1);
    }

    /** A CronJob's schedule is left out, which is told. */
    @Test
    void cronJob() {
        assertThat(run("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly}
                spec:
                  schedule: "0 3 * * *"
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          containers: [{name: app, image: none, command: ["true"]}]
                """, "-")).isZero();
        assertThat(err()).isEqualTo(PROCESSES
                + "pod-player: CronJob nightly: its schedule isn't played, one Job is made of it at once\n");
        assertThat(out()).contains("Job nightly: Complete");
    }

    /** Help says what containers may do. */
    @Test
    void helpWarns() {
        run("", "--help");
        assertThat(out()).contains("Containers are processes of this user").contains("--runtime docker");
    }

    /** Help and version go to the standard output. */
    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version"})
    void help(String option) {
        assertThat(run("", option)).isZero();
        assertThat(out()).contains("pod-player");
        assertThat(err()).isEmpty();
    }

    /** A file's own time counts for it alone, by its whole or its last name. */
    @Test
    void timeouts() {
        var options = CommandLine.populateCommand(new Options(), "--timeout", "2m", "--timeout", "a.yaml=500ms", "x");
        assertThat(options.timeout("b.yaml")).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.timeout("k8s/a.yaml")).isEqualTo(Duration.ofMillis(500));
        assertThat(options.timeout("a.yaml")).isEqualTo(Duration.ofMillis(500));
        assertThat(CommandLine.populateCommand(new Options(), "x").timeout("x")).isEqualTo(Duration.ofSeconds(60));
    }

    private String file(String command) throws IOException {
        return Files.writeString(folder.resolve("pod.yaml"), POD.formatted(command)).toString();
    }

    private int run(String in, String... arguments) {
        return new Main(Map.of(), new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
