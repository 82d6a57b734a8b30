package org.sidecardemo.podplayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The command line of {@code pod-player check} and {@code explain}. */
class CheckTest {

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: job}
            spec:
              activeDeadlineSeconds: 100
              template:
                metadata: {annotations: {%s}}
                spec:
                  restartPolicy: Never
                  containers:
                  - {name: app, image: a}
                  - {name: sidecar, image: s}
            """;
    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return new Main(Map.of(), new ByteArrayInputStream(JOB.formatted("").getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("job.yaml"), text).toString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Of a Job of several pods one is checked, and that is told. */
    @Test
    void severalPods() throws IOException {
        run("check", file(JOB.formatted("").replace("spec:\n  active", "spec:\n  completions: 5\n  active")));
        assertThat(err()).isEqualTo("pod-player: Job job: one of its pods is checked, as if it were the only one\n");
        assertThat(out()).contains("The Job can't complete while sidecar");
    }

    /** A Job that has one pod at a time, and needs one, has one. */
    @ParameterizedTest
    @ValueSource(strings = {"parallelism: 1", "completions: 1", "completions: 1\n  parallelism: 3"})
    void onePod(String fields) throws IOException {
        run("check", file(JOB.formatted("").replace("spec:\n  active", "spec:\n  " + fields + "\n  active")));
        assertThat(err()).isEmpty();
    }

    /** Findings, with the line of the container to be mended: exit code 1. */
    @Test
    void findings() throws IOException {
        var file = file(JOB.formatted("") + SERVICE);
        assertThat(run("check", file)).isEqualTo(1);
        assertThat(out()).startsWith("manifest   ").containsSubsequence("job.yaml", "no (1)", "no (2)",
                file + ":12: (1) ", "[app-before-sidecar]", "mend: ", file + ":12: (2) ", "[job-hangs]",
                "Played: all ");
        assertThat(err()).isEqualTo("pod-player: not checked: Service web\n");
    }

    /** What is known isn't told, and the table says it all the same: exit code 0. */
    @Test
    void allowed() {
        assertThat(run("check", "--allow", "job-hangs,app-before-sidecar", "-")).isZero();
        assertThat(out()).contains("no (2)").doesNotContain("[job-hangs]");
    }

    @Test
    void allowedByAnAnnotation() throws IOException {
        var job = JOB.formatted("pod-player/allow: 'job-hangs, app-before-sidecar'");
        assertThat(run("check", file(job))).isZero();
    }

    /** An annotation that allows nothing known is a mistake: exit code 2. */
    @Test
    void unknownFinding() throws IOException {
        assertThat(run("check", file(JOB.formatted("pod-player/allow: job-hang")))).isEqualTo(2);
        assertThat(err()).contains("annotation pod-player/allow: 'job-hang' is not a finding: app-before-sidecar, ");
        assertThat(run("check", "--allow", "x", "-")).isEqualTo(2);
        assertThat(err()).contains("'x' is not a finding: ");
    }

    @Test
    void badInput() throws IOException {
        assertThat(run("check", file("kind: Job"))).isEqualTo(2);
        assertThat(run("check", file(SERVICE))).isEqualTo(2);
        assertThat(err()).contains("nothing to check");
        assertThat(out()).isEmpty();
    }

    /** Each release that differs has a line, unless one is asked for. */
    @Test
    void releases() throws IOException {
        var sidecar = JOB.formatted("").replace(
                "containers:\n      - {name: app, image: a}\n      - {name: sidecar, image: s}",
                "initContainers:\n      - {name: sidecar, image: s, restartPolicy: Always}\n      containers:\n"
                        + "      - {name: app, image: a}");
        assertThat(run("check", file(sidecar))).isEqualTo(1);
        assertThat(out())
                .contains("job.yaml: on Kubernetes 1.28: app never starts while sidecar, an init container, runs");
        out.reset();
        assertThat(run("check", "--kubernetes", "1.37", file(sidecar))).isEqualTo(1);
        assertThat(out()).doesNotContain("on Kubernetes");
    }

    /** An older release refuses a workload for itself, and takes what stands beside it. */
    @Test
    void eachIsRefusedForItself() throws IOException {
        var probed = """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: probed}
                spec:
                  initContainers:
                  - {name: s, image: s, restartPolicy: Always, startupProbe: {tcpSocket: {port: 81}}}
                  containers:
                  - {name: app, image: a}
                """;
        run("check", file(JOB.formatted("") + probed
                + JOB.formatted("").replace("name: job", "name: other").replace("apiV", "---\napiV")));
        assertThat(out()).containsOnlyOnce("on Kubernetes").contains(
                "job.yaml probed: on Kubernetes 1.28: the API server refuses it: ",
                "job.yaml:19: spec.initContainers[0]");
    }

    /** What takes three things to go wrong is looked for in no release but the newest, so it isn't said to be fine in others. */
    @Test
    void releasesAreComparedLikeWithLike() throws IOException {
        var sidecars = JOB.formatted("").replace(
                "containers:\n      - {name: app, image: a}\n      - {name: sidecar, image: s}", """
                        initContainers:
                              - {name: s1, image: s, restartPolicy: Always, startupProbe: {tcpSocket: {port: 81}, periodSeconds: 20, failureThreshold: 2}}
                              - {name: s2, image: s, restartPolicy: Always, startupProbe: {tcpSocket: {port: 82}, periodSeconds: 20, failureThreshold: 2}}
                              - {name: s3, image: s, restartPolicy: Always, startupProbe: {tcpSocket: {port: 83}, periodSeconds: 20, failureThreshold: 2}}
                              containers:
                              - {name: app, image: a}""");
        assertThat(run("check", file(sidecars.replace("activeDeadlineSeconds: 100", "activeDeadlineSeconds: 50"))))
                .isEqualTo(1);
        assertThat(out()).contains("[deadline-before-start]", "on Kubernetes 1.29 to 1.32: ")
                .doesNotContain("not so: ");
    }

    /** A file's name may hold what a terminal would obey. */
    @Test
    void harmless() throws IOException {
        var file = Files.writeString(folder.resolve("job\n\033[2J.yaml"), JOB.formatted(""));
        assertThat(run("check", file.toString())).isEqualTo(1);
        assertThat(out()).contains("job\\x0a\\x1b[2J.yaml:12: (1) ").doesNotContain("\033");
    }

    @Test
    void json() {
        assertThat(run("check", "-o", "json", "-")).isEqualTo(1);
        JsonNode workload = new ObjectMapper().readTree(out()).get("workloads").get(0);
        assertThat(workload.get("completes").asString()).isEqualTo("no");
        assertThat(workload.get("alwaysGoesOn").asString()).isEqualTo("no");
        assertThat(workload.get("graceLeavesEnd").asString()).isEqualTo("yes");
        assertThat(workload.get("complete").asBoolean()).isTrue();
        assertThat(workload.get("findings").get(1).get("id").asString()).isEqualTo("job-hangs");
    }

    /** -o wide has a column for each question, after those of the narrow table. */
    @Test
    void wide() {
        assertThat(run("check", "-o", "wide", "-")).isEqualTo(1);
        assertThat(out()).startsWith("manifest ").containsPattern(
                "longest after the app +always goes on +sidecar never fails Job +deadline leaves start +"
                        + "liveness lets start +grace leaves end\n.*100 s, then Failed +no \\(2\\) +yes +yes +yes +yes\n");
    }

    private static void assertSarif(String log) throws IOException {
        try (var schema = CheckTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema)
                    .validate(log, InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .isEmpty();
        }
    }

    /** By OASIS's schema of SARIF 2.1.0, with and without findings, whatever the file is called. */
    @Test
    void sarifSchema() throws IOException {
        var odd = Files.createDirectory(folder.resolve("a: %41 \n")).resolve("job ü.yaml");
        Files.writeString(odd, JOB.formatted(""));
        for (var file : List.of("-", file(JOB.formatted("")), odd.toString())) {
            out.reset();
            assertThat(run("check", "-o", "sarif", file)).isEqualTo(1);
            assertSarif(out());
        }
        assertThat(out()).contains("/a%3A%20%2541%20%0A/job%20%C3%BC.yaml");
        out.reset();
        assertThat(run("check", "-o", "sarif", "--allow", "job-hangs,app-before-sidecar", "-")).isZero();
        assertSarif(out());
    }

    /** Each result has a rule of the tool's, a message, and a place. */
    @Test
    void sarif() throws IOException {
        var file = file(JOB.formatted(""));
        assertThat(run("check", "-o", "sarif", file)).isEqualTo(1);
        JsonNode log = new ObjectMapper().readTree(out());
        assertThat(log.get("version").asString()).isEqualTo("2.1.0");
        JsonNode run = log.get("runs").get(0);
        assertThat(run.get("tool").get("driver").get("rules").findValuesAsString("id"))
                .containsAll(run.get("results").findValuesAsString("ruleId"));
        for (JsonNode rule : run.get("tool").get("driver").get("rules")) {
            assertThat(rule.get("shortDescription").get("text").asString()).matches("[A-Z].*[^.]");
            assertThat(rule.get("fullDescription").get("text").asString()).contains("Mend: ");
            out.reset();
            run("explain", rule.get("id").asString());
            assertThat(out()).contains(rule.get("help").get("markdown").asString());
        }
        for (JsonNode result : run.get("results")) {
            assertThat(result.get("message").get("text").asString()).isNotEmpty();
            JsonNode place = result.get("locations").get(0).get("physicalLocation");
            assertThat(place.get("artifactLocation").get("uri").asString()).isEqualTo(file);
            assertThat(place.get("region").get("startLine").asInt()).isEqualTo(12);
        }
    }

    /** What it takes at the most, by the manifest's numbers, as text and for programs. */
    @Test
    void bounds() throws IOException {
        var sidecar = file(JOB.formatted("").replace("containers:\n      - {name: app, image: a}\n      - {name: s",
                "containers:\n      - {name: app, image: a}\n      initContainers:\n      - {restartPolicy: Always, name: s"));
        run("check", sidecar);
        assertThat(out())
                .contains("\n\njob.yaml: after the app ≤ 30 s = terminationGracePeriodSeconds 30; until Failed ≤ 132 s "
                        + "= activeDeadlineSeconds 100 + terminationGracePeriodSeconds 30 + 2 s\n\n");
        out.reset();
        run("check", "-o", "json", sidecar);
        JsonNode workload = new ObjectMapper().readTree(out()).get("workloads").get(0);
        assertThat(workload.get("longestUntilFailed").asString()).isEqualTo("132 s");
        assertThat(workload.get("longestUntilFailedFormula").asString()).startsWith("activeDeadlineSeconds 100 + ");
        assertThat(workload.get("longestAfterTheAppFormula").asString()).isEqualTo("terminationGracePeriodSeconds 30");
    }

    /** --timeline draws the example of the first finding that isn't allowed, with its deadline, in each format. */
    @Test
    void timeline() throws IOException {
        var drawn = folder.resolve("drawn.svg");
        var file = file(JOB.formatted(""));
        assertThat(run("check", "--timeline", drawn.toString(), file)).isEqualTo(1);
        assertThat(Files.readString(drawn)).contains("Failed after 100.0 s", "app: ended, Error 1",
                "sidecar: ended, Completed 0");
        run("check", "--allow", "app-before-sidecar", "--timeline", drawn.toString(), file);
        assertThat(Files.readString(drawn)).contains("app: ended, Completed 0").doesNotContain("Error 1");
        for (var format : List.of("drawn.mmd", "drawn.json")) {
            run("check", "--timeline", folder.resolve(format).toString(), file);
            assertThat(folder.resolve(format)).isNotEmptyFile();
        }
    }

    /** What never ends is drawn as it stands, some time after the last that happened. */
    @Test
    void timelineOfAHang() throws IOException {
        var drawn = folder.resolve("drawn.svg");
        run("check", "--timeline", drawn.toString(), file(JOB.formatted("").replace("activeDeadlineSeconds: 100", "")));
        assertThat(Files.readString(drawn)).contains("not complete after 11.0 s");
    }

    /** Without findings the way is drawn that is expected. */
    @Test
    void timelineWithoutFindings() throws IOException {
        var drawn = folder.resolve("drawn.svg");
        assertThat(run("check", "--allow", "app-before-sidecar,job-hangs", "--timeline", drawn.toString(), "-"))
                .isZero();
        assertThat(Files.readString(drawn)).contains("Complete after 1.0 s", "app and sidecar are done");
    }

    /** One picture can't show several workloads: exit code 2. */
    @Test
    void timelineOfSeveral() throws IOException {
        var file = file(JOB.formatted(""));
        assertThat(run("check", "--timeline", folder.resolve("drawn.svg").toString(), file, file)).isEqualTo(2);
        assertThat(err()).isEqualTo("pod-player: --timeline draws one workload, and there are 2: use --gallery\n");
        assertThat(run("check", "--timeline", "drawn.png", file)).isEqualTo(2);
        assertThat(err()).contains("this name has none of the endings .svg");
    }

    /** --gallery draws every finding, named by manifest and id, with a page that marks its container's lines. */
    @Test
    void gallery() throws IOException {
        var gallery = folder.resolve("gallery");
        assertThat(run("check", "-o", "json", "--gallery", gallery.toString(), file(JOB.formatted("")))).isEqualTo(1);
        try (var drawn = Files.list(gallery)) {
            assertThat(drawn.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("index.html",
                    "job-app-before-sidecar.svg", "job-job-hangs.svg");
        }
        assertThat(Files.readString(gallery.resolve("index.html"))).containsSubsequence("Pods, checked",
                "app doesn&#39;t wait for sidecar", "<code>job.yaml app-before-sidecar</code>", "<svg ",
                "<mark>      - {name: sidecar, image: s}</mark>", "job.yaml job-hangs");
        new ObjectMapper().readTree(out());
    }

    @Test
    void explain() {
        assertThat(run("explain", "init-never-ends")).isZero();
        assertThat(out()).startsWith("init-never-ends\n\n").contains("Mend: ")
                .endsWith("See k8s/3-init-container.yaml.\n");
        assertThat(run("explain", "nothing")).isEqualTo(2);
    }

    @Test
    void help() {
        assertThat(run("check", "--help")).isZero();
        assertThat(out()).startsWith("Usage: pod-player check");
    }
}
