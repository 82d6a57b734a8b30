package org.sidecardemo.podplayer.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.check.Explorer.Extent;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;

class CheckerTest {

    /** The good pod: a sidecar with a startup probe, in a Job with a deadline. */
    private static final String GOOD = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: job}
            spec:
              backoffLimit: 0
              activeDeadlineSeconds: 300
              template:
                spec:
                  restartPolicy: Never
                  initContainers:
                  - name: sidecar
                    image: s
                    restartPolicy: Always
                    startupProbe: {tcpSocket: {port: 80}, periodSeconds: 1, failureThreshold: 10}
                  containers:
                  - {name: app, image: a}
            """;
    private static final String PROBE = "        startupProbe: {tcpSocket: {port: 80}, periodSeconds: 1, failureThreshold: 10}\n";

    private static Report check(String manifest, Release release) throws Exception {
        return Checker.check(workload(manifest, release), release);
    }

    private static Workload workload(String manifest, Release release) throws Exception {
        return new ManifestReader(release)
                .read("test", new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).workloads()
                .getFirst();
    }

    private static String ids(Report report) {
        return report.findings().stream().map(finding -> finding.type().id() + " " + finding.container())
                .collect(Collectors.joining(", "));
    }

    /** What is right is found to be right, and all ways are looked at. */
    @Test
    void good() throws Exception {
        var report = check(GOOD, Release.NEWEST);
        assertThat(ids(report)).isEmpty();
        assertThat(report.guarantees().values()).extracting(Guarantee::toString).containsOnly("yes");
        assertThat(report.longest()).isEqualTo("30 s");
        assertThat(report.bound()).isEmpty();
        assertThat(report.ways()).isGreaterThan(50);
    }

    /** The longest end is that of a sidecar that ignores SIGTERM: the grace period, whatever it is. */
    @Test
    void longest() throws Exception {
        var report = check(
                GOOD.replace("restartPolicy: Never", "restartPolicy: Never\n      terminationGracePeriodSeconds: 7"),
                Release.NEWEST);
        assertThat(report.longest()).isEqualTo("7 s");
    }

    static Stream<Arguments> bounds() {
        var retried = GOOD.replace("  activeDeadlineSeconds: 300\n", "").replace("backoffLimit: 0", "backoffLimit: 8");
        return Stream.of(
                // the app uses up the grace period, and leaves 2 s to its sidecar
                arguments("332 s = activeDeadlineSeconds 300 + terminationGracePeriodSeconds 30 + 2 s", GOOD, "1.37"),
                arguments("300 s = activeDeadlineSeconds 300", GOOD, "1.30"),
                arguments("330 s = activeDeadlineSeconds 300 + terminationGracePeriodSeconds 30",
                        GOOD.replaceAll("(?s)      initContainers:.*(      containers:)", "$1"), "1.37"),
                arguments("2100 s and 9 tries = 9 tries (backoffLimit 8) + 9 × (terminationGracePeriodSeconds 30)"
                        + " + back-off 1830 s", retried, "1.37"),
                arguments("942 s and 8 tries = 8 tries (backoffLimit 8) + terminationGracePeriodSeconds 30 + 2 s"
                        + " + back-off 910 s", retried.replace("Never", "OnFailure"), "1.37"),
                arguments("30 s and 1 try = 1 try (backoffLimit 0) + terminationGracePeriodSeconds 30",
                        retried.replace("backoffLimit: 8", "backoffLimit: 0"), "1.37"));
    }

    /** How long it takes until the Job has failed, by the manifest's numbers. */
    @ParameterizedTest
    @MethodSource
    void bounds(String bound, String manifest, String release) throws Exception {
        assertThat(check(manifest, Release.parse(release)).failed()).get().hasToString(bound);
    }

    /** The back-off of the formula is that of a play in which each try fails after 1 s, and is stopped at once. */
    @ParameterizedTest
    @CsvSource({"Never, 0", "Never, 3", "Never, 8", "OnFailure, 0", "OnFailure, 1", "OnFailure, 4", "OnFailure, 9"})
    void backOff(String restartPolicy, int limit) throws Exception {
        var pod = CheckedPod.of(workload(GOOD.replace("  activeDeadlineSeconds: 300\n", "")
                .replace("Never", restartPolicy).replace("backoffLimit: 0", "backoffLimit: " + limit)
                .replaceAll("(?s)      initContainers:.*(      containers:)", "$1"), Release.NEWEST),
                Release.NEWEST);
        var choices = Choices.expected();
        Simulation.play(pod, pod.behaviours(choices));
        var failing = choices.deviating().map(pod::behaviours)
                .filter(behaviours -> behaviours.get("app").conduct().lifetime().fails()).findFirst().orElseThrow();
        var took = Duration.between(Simulation.BEGIN, Simulation.play(pod, failing).end());
        var bound = new Bounds(pod).untilFailure(Duration.ZERO).orElseThrow();
        var backOff = Pattern.compile("back-off (\\d+) s").matcher(bound.formula());
        int tries = Integer.parseInt(bound.formula().split(" ")[0]);
        assertThat(took).as(bound.toString())
                .isEqualTo(Duration.ofSeconds((backOff.find() ? Integer.parseInt(backOff.group(1)) : 0) + tries));
    }

    static Stream<Arguments> findings() {
        return Stream.of(
                arguments("app-before-sidecar sidecar", GOOD.replace(PROBE, "")),
                arguments("app-before-sidecar sidecar, job-hangs sidecar", GOOD
                        .replaceAll("(?s)      initContainers:.*", "      containers:\n      - {name: app, image: a}\n"
                                + "      - {name: sidecar, image: s}\n")),
                // a port says which of them serves
                arguments("app-before-sidecar proxy, job-hangs proxy", GOOD
                        .replaceAll("(?s)      initContainers:.*", "      containers:\n"
                                + "      - {name: proxy, image: s, ports: [{containerPort: 80}]}\n"
                                + "      - {name: app, image: a}\n")),
                arguments("init-never-ends sidecar",
                        GOOD.replace(PROBE, "").replace("        restartPolicy: Always\n", "")),
                arguments("",
                        GOOD.replace(PROBE, "").replace("        restartPolicy: Always\n",
                                "        command: [migrate]\n")),
                arguments("no-deadline sidecar", GOOD.replace("  activeDeadlineSeconds: 300\n", "")),
                arguments("deadline-before-start sidecar",
                        GOOD.replace("failureThreshold: 10", "failureThreshold: 400")),
                arguments("sidecar-fails-job sidecar",
                        GOOD.replace("restartPolicy: Never", "restartPolicy: OnFailure")),
                arguments("sidecar-fails-job sidecar", GOOD.replace("  backoffLimit: 0\n", """
                          backoffLimit: 1
                          podFailurePolicy:
                            rules:
                            - {action: FailJob, onExitCodes: {operator: In, values: [143]}}
                        """)),
                arguments("app-before-sidecar sidecar, liveness-kills-starting sidecar",
                        GOOD.replace("startupProbe", "livenessProbe")),
                arguments("sidecar-uses-grace sidecar", GOOD.replace(PROBE,
                        PROBE + "        lifecycle: {preStop: {sleep: {seconds: 30}}}\n")));
    }

    /** Each finding has a manifest that leads to it, and to no other. */
    @ParameterizedTest
    @MethodSource("findings")
    void finding(String ids, String manifest) throws Exception {
        var report = check(manifest, Release.NEWEST);
        assertThat(ids(report)).as(report.toString()).isEqualTo(ids);
        report.findings().forEach(finding -> assertThat(finding.counterexample().story()).contains(" s "));
    }

    /** Each finding says no to some question, and all others are answered with yes. */
    @ParameterizedTest
    @CsvSource({"APP_BEFORE_SIDECAR, 0", "SIDECAR_HOLDS_JOB, 1 2 3", "INIT_NEVER_ENDS, 3", "APP_NEVER_STARTS, 3",
            "NO_DEADLINE, 3", "SIDECAR_FAILS_JOB, 1 4", "JOB_HANGS, 1 2 3", "DEADLINE_BEFORE_START, 5",
            "LIVENESS_KILLS_STARTING, 6", "SIDECAR_USES_GRACE, 7"})
    void broken(FindingType type, String questions) {
        assertThat(Stream.of(Question.values()).filter(question -> question.isBrokenBy(type))
                .map(question -> String.valueOf(question.ordinal()))).containsExactly(questions.split(" "));
    }

    /** What is said of the good pod when one thing of it is otherwise, question by question. */
    @ParameterizedTest
    @MethodSource
    void guarantees(String answers, String manifest) throws Exception {
        assertThat(check(manifest, Release.NEWEST).guarantees().values()).extracting(Guarantee::toString)
                .containsExactly(answers.split(", "));
    }

    static Stream<Arguments> guarantees() {
        var pod = GOOD.replaceAll("(?s)apiVersion: batch.*  template:\n    spec:", "apiVersion: v1\nkind: Pod\n"
                + "metadata: {name: pod}\nspec:\n    # as of the Job").replaceAll("(?m)^    ", "");
        return Stream.of(
                arguments("no (1), no (2), no (2), no (2), yes, yes, yes, yes", GOOD
                        .replaceAll("(?s)      initContainers:.*", "      containers:\n      - {name: app, image: a}\n"
                                + "      - {name: sidecar, image: s}\n")),
                arguments("for ever (1), yes, yes, no (1), yes, yes, yes, yes",
                        GOOD.replace(PROBE, "").replace("        restartPolicy: Always\n", "")),
                arguments("yes, yes, yes, no (1), yes, yes, yes, yes",
                        GOOD.replace("  activeDeadlineSeconds: 300\n", "")),
                arguments("yes, no (1), yes, yes, no (1), yes, yes, yes",
                        GOOD.replace("restartPolicy: Never", "restartPolicy: OnFailure")),
                arguments("yes, yes, yes, yes, yes, no (1), yes, yes",
                        GOOD.replace("failureThreshold: 10", "failureThreshold: 400")),
                arguments("no (1), yes, yes, yes, yes, yes, no (2), yes",
                        GOOD.replace("startupProbe", "livenessProbe")),
                arguments("yes, yes, yes, yes, yes, yes, yes, no (1)", GOOD.replace(PROBE,
                        PROBE + "        lifecycle: {preStop: {sleep: {seconds: 30}}}\n")),
                arguments("yes, yes, yes, yes, -, yes, yes, yes", pod),
                arguments("yes, -, -, yes, -, -, yes, -", pod.replace("Never", "Always")));
    }

    /** A sidecar that ends by itself is forgotten by the prober of 1.29 to 1.32, if the app has a probe. */
    @Test
    void ofOldReleases() throws Exception {
        var probed = GOOD
                .replace("{name: app, image: a}", "{name: app, image: a, readinessProbe: {tcpSocket: {port: 1}}}")
                .replace("periodSeconds: 1", "periodSeconds: 1, initialDelaySeconds: 2");
        assertThat(ids(check(probed, Release.parse("1.32")))).isEqualTo("app-never-starts sidecar");
        assertThat(ids(check(probed, Release.parse("1.33")))).isEmpty();
        assertThat(ids(check(GOOD, Release.parse("1.32")))).isEmpty();
    }

    /** From 1.29 to 1.35 nothing comes after a sidecar that was never seen. */
    @Test
    void endsUnseen() throws Exception {
        var unprobed = GOOD.replace(PROBE, "");
        var report = check(unprobed, Release.parse("1.35"));
        assertThat(ids(report)).isEqualTo("app-before-sidecar sidecar, app-never-starts sidecar");
        assertThat(report.findings().getLast().counterexample().behaviour()).isEqualTo("sidecar ends with 1 at once");
        assertThat(ids(check(unprobed, Release.parse("1.36")))).isEqualTo("app-before-sidecar sidecar");
        assertThat(ids(check(GOOD, Release.parse("1.35")))).isEmpty();
    }

    /** All releases that see alike are alike in what can go wrong with one that is alone, and beside no other probe. */
    @ParameterizedTest
    @ValueSource(strings = {"Never", "OnFailure"})
    void oneSidecarEndsAlike(String restartPolicy) throws Exception {
        for (var manifest : List.of(GOOD, GOOD.replace(PROBE, ""))) {
            var pod = manifest.replace("restartPolicy: Never", "restartPolicy: " + restartPolicy);
            Map<Boolean, Set<String>> found = new HashMap<>();
            for (var release : Release.turningPoints().stream().filter(Release::hasSidecars).toList()) {
                found.computeIfAbsent(release.missesShortRuns(), _ -> new HashSet<>()).add(ids(check(pod, release)));
            }
            assertThat(found.values()).as(pod).allSatisfy(ids -> assertThat(ids).hasSize(1));
        }
    }

    /** What waits for an init container that never ends isn't waiting for the sidecar. */
    @Test
    void sidecarIsNotToBlame() throws Exception {
        var migrated = GOOD.replace("      containers:\n",
                "      - {name: migration, image: m, command: [migrate]}\n      containers:\n");
        assertThat(ids(check(migrated, Release.NEWEST))).isEmpty();
    }

    /** A hook that hangs holds the app up, be its sidecar restarted or not: no probe is to blame. */
    @Test
    void hookIsToBlame() throws Exception {
        var hooked = GOOD.replace(PROBE, "        lifecycle: {postStart: {exec: {command: [wait]}}}\n");
        assertThat(ids(check(hooked, Release.NEWEST))).isEmpty();
    }

    /** The grace period that a startup probe leaves a sidecar isn't the pod's. */
    @Test
    void graceOfAProbe() throws Exception {
        var impatient = GOOD.replace("failureThreshold: 10", "failureThreshold: 10, terminationGracePeriodSeconds: 1");
        assertThat(ids(check(impatient, Release.NEWEST))).isEmpty();
        var hooked = impatient.replace("failureThreshold: 10, terminationGracePeriodSeconds: 1}\n",
                "failureThreshold: 10, terminationGracePeriodSeconds: 1}\n"
                        + "        lifecycle: {preStop: {sleep: {seconds: 30}}}\n");
        assertThat(ids(check(hooked, Release.NEWEST))).isEqualTo("sidecar-uses-grace sidecar");
    }

    /** What is restarted by a rule hasn't failed for good, nor does a restart of all containers use up the grace period. */
    @ParameterizedTest
    @ValueSource(strings = {"Restart", "RestartAllContainers"})
    void isRestartedByARule(String action) throws Exception {
        var report = check(GOOD.replace("{name: app, image: a}", "{name: app, image: a, restartPolicy: Never, "
                + "restartPolicyRules: [{action: " + action + ", exitCodes: {operator: In, values: [42]}}]}"),
                Release.NEWEST);
        assertThat(ids(report)).isEmpty();
        assertThat(report.guarantees().values()).extracting(Guarantee::toString).containsOnly("yes");
    }

    /** A sidecar whose restarts take longer than the deadline to be too many doesn't fail the Job: the deadline does. */
    @Test
    void deadlineIsSooner() throws Exception {
        var retried = GOOD.replace("restartPolicy: Never", "restartPolicy: OnFailure").replace("backoffLimit: 0",
                "backoffLimit: 6");
        assertThat(ids(check(retried.replace("activeDeadlineSeconds: 300", "activeDeadlineSeconds: 100"),
                Release.NEWEST))).isEmpty();
        assertThat(ids(check(retried.replace("activeDeadlineSeconds: 300", "activeDeadlineSeconds: 900"),
                Release.NEWEST))).isEqualTo("sidecar-fails-job sidecar");
    }

    private static String withPolicy(int backoffLimit, String rule) {
        return GOOD.replace("  backoffLimit: 0\n", "  backoffLimit: " + backoffLimit
                + "\n  podFailurePolicy:\n    rules:\n    - {" + rule + "}\n");
    }

    /** What a policy says of a sidecar's end fails a Job only when its app has failed, and only if that might be retried. */
    @Test
    void policyGoesBySidecar() throws Exception {
        var rule = "action: FailJob, onExitCodes: {operator: In, values: [42, 43]}";
        var report = check(withPolicy(1, rule), Release.NEWEST);
        assertThat(ids(report)).isEqualTo("sidecar-fails-job sidecar");
        assertThat(report.findings().getFirst().counterexample().behaviour())
                .startsWith("sidecar ends only at SIGTERM, with 42");
        assertThat(report.findings().getFirst().mend()).contains("name app as their containerName");
        assertThat(report.guarantee(Question.COMPLETES)).hasToString("yes");
        assertThat(report.guarantee(Question.SIDECAR_IS_HARMLESS)).hasToString("no (1)");
        assertThat(ids(check(withPolicy(0, rule), Release.NEWEST))).isEmpty();
        assertThat(ids(check(withPolicy(1, rule.replace("operator", "containerName: app, operator")),
                Release.NEWEST))).isEmpty();
    }

    /** Of two sidecars the one is to blame whose code the policy goes by, though the other may end with it as well. */
    @Test
    void policyGoesByOneOfTwo() throws Exception {
        var two = withPolicy(1, "action: FailJob, onExitCodes: {containerName: second, operator: In, values: [42]}")
                .replace("      containers:\n", "      - {name: second, image: s, restartPolicy: Always, "
                        + "startupProbe: {tcpSocket: {port: 81}}}\n      containers:\n");
        assertThat(ids(check(two, Release.NEWEST))).isEqualTo("sidecar-fails-job second");
        assertThat(ids(check(two.replace("containerName: second", "containerName: sidecar"), Release.NEWEST)))
                .isEqualTo("sidecar-fails-job sidecar");
    }

    /** Restarts of all for which no time passes go on for ever: by a command that isn't there, or a hook that fails. */
    @ParameterizedTest
    @ValueSource(strings = {
            "restartPolicyRules: [{action: RestartAllContainers, exitCodes: {operator: NotIn, values: [0]}}]",
            "lifecycle: {postStart: {exec: {command: [x]}}}, restartPolicyRules: [{action: RestartAllContainers, "
                    + "exitCodes: {operator: In, values: [0, 1]}}]"})
    @Timeout(600)
    void restartedAtOnce(String rules) throws Exception {
        var report = check(GOOD.replace("{name: app, image: a}", "{name: app, image: a, restartPolicy: Never, " + rules
                + "}"), Release.NEWEST);
        assertThat(report.bound()).isEmpty();
        assertThat(report.guarantee(Question.APP_WAITS)).hasToString("yes");
    }

    /** A main that is started again when it has ended with 0 keeps its Job from being complete. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "restartPolicy: Always | take the restartPolicy of app away",
            "restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [0]}}]"
                    + " | let no restartPolicyRules of app match 0"})
    void isStartedAgain(String policy, String mend) throws Exception {
        var manifest = GOOD.replace("{name: app, image: a}", "{name: app, image: a, " + policy + "}");
        var report = check(manifest, Release.NEWEST);
        assertThat(ids(report)).isEqualTo("job-hangs app");
        assertThat(report.findings().getFirst().mend()).isEqualTo(mend);
        assertThat(report.guarantee(Question.COMPLETES)).hasToString("no (1)");
    }

    /** What is restarted as often as a Job allows fails it, if that comes within days; the example shows it. */
    @ParameterizedTest
    @CsvSource({"20, sidecar-fails-job sidecar", "1000000000, no-deadline sidecar"})
    @Timeout(600)
    void manyRetries(int limit, String ids) throws Exception {
        var report = check(GOOD.replace("restartPolicy: Never", "restartPolicy: OnFailure")
                .replace("backoffLimit: 0", "backoffLimit: " + limit).replace("  activeDeadlineSeconds: 300\n", ""),
                Release.NEWEST);
        assertThat(ids(report)).isEqualTo(ids);
        assertThat(report.findings().getFirst().counterexample().story())
                .endsWith(limit == 20 ? "Job Failed: BackoffLimitExceeded" : "and so on, for ever");
    }

    /** However many pods a Job has, it is checked for one at a time. */
    @Test
    void severalPods() throws Exception {
        var report = check(GOOD.replace("  backoffLimit: 0\n",
                "  backoffLimit: 0\n  completions: 3\n  parallelism: 3\n"), Release.NEWEST);
        assertThat(report.ways()).isEqualTo(check(GOOD, Release.NEWEST).ways());
        assertThat(report.longest()).isEqualTo("30 s");
    }

    /** Ways with one more deviation are played all or not at all, and a bound says whether there are any. */
    @Test
    void extent() throws Exception {
        var pod = CheckedPod.of(workload(GOOD, Release.NEWEST), Release.NEWEST).withoutDeadline();
        List<Integer> deviations = new ArrayList<>();
        var all = new Explorer(pod, Integer.MAX_VALUE).explore((_, count) -> deviations.add(count));
        assertThat(deviations).hasSize(all.ways()).isSorted();
        assertThat(all.complete()).isTrue();
        int atMostOne = (int) deviations.stream().filter(count -> count <= 1).count();
        assertThat(explore(pod, 1)).isEqualTo(new Extent(1, Optional.of(0)));
        assertThat(explore(pod, atMostOne - 1)).isEqualTo(new Extent(1, Optional.of(0)));
        assertThat(explore(pod, atMostOne)).isEqualTo(new Extent(atMostOne, Optional.of(1)));
        assertThat(explore(pod, all.ways())).isEqualTo(all);
    }

    private static Extent explore(CheckedPod pod, int mostWays) {
        return new Explorer(pod, mostWays).explore((_, _) -> {});
    }

    /** From 1.29 to 1.36 a pod doesn't end while its last sidecar dies at each start and another one runs. */
    @Test
    void sidecarHoldsJob() throws Exception {
        var two = GOOD.replace("      containers:\n",
                "      - {name: second, image: s, restartPolicy: Always, startupProbe: {tcpSocket: {port: 81}}}\n"
                        + "      containers:\n");
        var askedOften = two.replace("{port: 81}", "{port: 81}, periodSeconds: 1");
        assertThat(ids(check(two, Release.parse("1.36")))).isEqualTo("sidecar-holds-job second");
        assertThat(ids(check(askedOften, Release.parse("1.36")))).isEqualTo("sidecar-holds-job second");
        assertThat(ids(check(two, Release.NEWEST))).isEmpty();
    }

    /** A pod that is meant to run has no end to be asked for. */
    @Test
    void meantToRun() throws Exception {
        var report = check("""
                apiVersion: v1
                kind: Pod
                metadata: {name: pod}
                spec:
                  initContainers:
                  - {name: sidecar, image: s, restartPolicy: Always}
                  containers:
                  - {name: app, image: a}
                """, Release.NEWEST);
        assertThat(ids(report)).isEqualTo("app-before-sidecar sidecar");
        assertThat(report.guarantee(Question.COMPLETES)).hasToString("-");
    }

    /** docs/check.md tells of each question which findings say no, and of each finding what can go wrong. */
    @Test
    void toldQuestions() {
        assertThat(Path.of("../docs/check.md")).content()
                .contains(Stream.of(FindingType.values())
                        .map(type -> "\n| `" + type.id() + "` | " + type.summary() + " |").toList())
                .contains(Stream.of(Question.values()).map(question -> "\n| `" + question.id() + "` | "
                        + question.label() + " | " + Stream.of(FindingType.values()).filter(question::isBrokenBy)
                                .map(type -> "`" + type.id() + "`").collect(Collectors.joining(", "))
                        + " |").toList());
    }

    /** docs/check.md tells how far it looks. */
    @Test
    void toldExtent() {
        assertThat(Path.of("../docs/check.md")).content().contains(
                "Where there are more than " + Checker.MOST_WAYS + " ways",
                "at most " + List.of("no", "one", "two", "three").get(Checker.BRIEFLY) + " things");
    }

    /** A pod that is meant to run may have a deadline of its own. */
    @ParameterizedTest
    @CsvSource({"5, no (1)", "12, yes"})
    void deadlineOfPodThatIsMeantToRun(int seconds, String leavesStart) throws Exception {
        var report = check("""
                apiVersion: v1
                kind: Pod
                metadata: {name: pod}
                spec:
                  activeDeadlineSeconds: %d
                  initContainers:
                  - name: sidecar
                    image: s
                    restartPolicy: Always
                    startupProbe: {tcpSocket: {port: 80}, periodSeconds: 1, failureThreshold: 10}
                  containers:
                  - {name: app, image: a}
                """.formatted(seconds), Release.NEWEST);
        assertThat(report.guarantee(Question.DEADLINE_LEAVES_START)).hasToString(leavesStart);
    }

    /** However long probes may go on. */
    @ParameterizedTest
    @ValueSource(strings = {"periodSeconds: 2147483647, failureThreshold: 2147483647",
            "periodSeconds: 1, failureThreshold: 2147483647"})
    @Timeout(600)
    void hugeProbes(String probe) throws Exception {
        var report = check(GOOD.replace("periodSeconds: 1, failureThreshold: 10", probe), Release.NEWEST);
        assertThat(ids(report)).isEqualTo("deadline-before-start sidecar");
        assertThat(report.guarantee(Question.APP_WAITS)).hasToString("yes");
    }

    /** Where there are too many ways nothing is called certain. */
    @Test
    void bounded() throws Exception {
        var many = GOOD.replace("      containers:\n", """
                      - {name: s2, image: s, restartPolicy: Always, startupProbe: {tcpSocket: {port: 81}}}
                      - {name: s3, image: s, restartPolicy: Always, startupProbe: {tcpSocket: {port: 82}}}
                      containers:
                """);
        var report = check(many, Release.NEWEST);
        assertThat(report.bound()).isPresent();
        assertThat(report.guarantees().values()).extracting(Guarantee::toString).containsOnly("unknown");
    }
}
