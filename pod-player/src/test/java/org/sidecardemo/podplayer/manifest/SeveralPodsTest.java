package org.sidecardemo.podplayer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.release.Release;

/** Jobs of several pods: what is taken, what is refused as validateJobSpec does, what people are told. */
class SeveralPodsTest {

    private static final String INDEXED = "completionMode: Indexed\ncompletions: 4\n";

    @ParameterizedTest
    @ValueSource(strings = {"completions: 3", "parallelism: 2", "completions: 0", "parallelism: 0",
            INDEXED + "backoffLimitPerIndex: 1\nmaxFailedIndexes: 4",
            INDEXED + "backoffLimitPerIndex: 0\npodFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: In, "
                    + "values: [1]}}]}",
            INDEXED + "successPolicy: {rules: [{succeededIndexes: '0,2-3', succeededCount: 3}, {succeededCount: 4}]}"})
    void played(String fields) throws Exception {
        assertThat(job(fields, Release.NEWEST).playability().obstacles()).isEmpty();
        assertThat(job(fields, Release.NEWEST).playability().notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            completionMode: Indexed; parallelism: 2 | completions: Required value: when completion mode is Indexed
            backoffLimitPerIndex: 1 | backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode
            completionMode: Indexed; completions: 4; maxFailedIndexes: 1 | backoffLimitPerIndex: Required value: when maxFailedIndexes is specified
            completionMode: Indexed; completions: 4; backoffLimitPerIndex: 1; maxFailedIndexes: 5 | maxFailedIndexes: Invalid value: 5: must be less than or equal to completions
            completionMode: Indexed; completions: 4; parallelism: 100001 | parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed
            completionMode: Indexed; completions: 100001; backoffLimitPerIndex: 1 | maxFailedIndexes: Required value: must be specified when completions is above 100000
            successPolicy: {rules: [{succeededCount: 1}]} | successPolicy: Invalid value: {"Rules":[{"SucceededIndexes":null,"SucceededCount":1}]}: requires indexed completion mode
            completionMode: Indexed; completions: 4; successPolicy: {rules: []} | successPolicy.rules: Required value: at least one rules must be specified when the successPolicy is specified
            completionMode: Indexed; completions: 4; successPolicy: {rules: [{}]} | successPolicy.rules[0]: Required value: at least one of succeededCount or succeededIndexes must be specified
            completionMode: Indexed; completions: 4; successPolicy: {rules: [{succeededCount: 5}]} | successPolicy.rules[0].succeededCount: Invalid value: 5: must be less than or equal to 4 (the number of specified completions)
            completionMode: Indexed; completions: 4; successPolicy: {rules: [{succeededIndexes: '0,2', succeededCount: 3}]} | successPolicy.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)
            completionMode: Indexed; completions: 4; successPolicy: {rules: [{succeededIndexes: '0-4'}]} | successPolicy.rules[0].succeededIndexes: Invalid value: "0-4": error parsing succeededIndexes: too large index: "4"
            completionMode: Indexed; completions: 4; successPolicy: {rules: [{succeededIndexes: '1,0'}]} | successPolicy.rules[0].succeededIndexes: Invalid value: "1,0": error parsing succeededIndexes: non-increasing order, previous: 1, current: 0
            completionMode: Indexed; completions: 4; successPolicy: {rules: [{succeededIndexes: '0-1-2'}]} | successPolicy.rules[0].succeededIndexes: Invalid value: "0-1-2": error parsing succeededIndexes: the fragment "0-1-2" violates the requirement that an index interval can have at most two parts separated by '-'
            completionMode: Indexed; completions: 4; successPolicy: {rules: [{succeededIndexes: 'a'}]} | successPolicy.rules[0].succeededIndexes: Invalid value: "a": error parsing succeededIndexes: cannot convert string to integer for index: "a"
            """)
    void refused(String fields, String message) {
        assertThat(refusal(fields.replace("; ", "\n"))).endsWith(": spec." + message);
    }

    @Test
    void nameLeavesRoomForTheIndex() {
        assertThat(refusal("completionMode: Indexed\ncompletions: 11", "a".repeat(61))).contains(
                "metadata.name: Invalid value", "will not able to create pod with invalid DNS label: ");
    }

    @Test
    void backoffLimitIsAsGoodAsNoneBesideThatOfIndexes() throws Exception {
        assertThat(spec(INDEXED + "backoffLimitPerIndex: 1", Release.NEWEST).getBackoffLimit())
                .isEqualTo(Integer.MAX_VALUE);
    }

    /** Source: dropDisabledFields. */
    @Test
    void olderReleasesDropWhatTheyDontKnow() throws Exception {
        String fields = INDEXED + """
                backoffLimitPerIndex: 1
                maxFailedIndexes: 1
                podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: In, values: [1]}}]}
                successPolicy: {rules: [{succeededCount: 1}]}
                """;
        JobSpec old = spec(fields, new Release(28));
        assertThat(old.getBackoffLimitPerIndex()).isNull();
        assertThat(old.getMaxFailedIndexes()).isNull();
        assertThat(old.getBackoffLimit()).isEqualTo(6);
        assertThat(old.getPodFailurePolicy().getRules()).isEmpty();
        assertThat(spec(fields, new Release(30)).getBackoffLimitPerIndex()).isEqualTo(1);
        assertThat(spec(fields, new Release(30)).getSuccessPolicy()).isNull();
        assertThat(spec(fields, new Release(31)).getSuccessPolicy()).isNotNull();
    }

    @Test
    void suspendedJobIsPlayedAndThatIsTold() throws Exception {
        assertThat(job("suspend: true", Release.NEWEST).playability().notes())
                .containsExactly("Job demo: suspend isn't played, it runs at once as if it were resumed");
    }

    @Test
    void manyContainersAreTold() throws Exception {
        assertThat(job("parallelism: 48", Release.NEWEST).playability().notes()).isEmpty();
        assertThat(job("parallelism: 500\ncompletions: 49", Release.NEWEST).playability().notes()).containsExactly(
                "Job demo: 49 containers run at once on this machine; a lower parallelism needs less");
    }

    @Test
    void sharedPortsAreTold() throws Exception {
        String port = "template: {spec: {restartPolicy: Never, containers: [{name: app, image: a, ports: [{containerPort: 1}]}]}}";
        assertThat(job(port + "\nparallelism: 2", Release.NEWEST).playability().notes()).containsExactly(
                "Job demo: as processes its 2 pods at once share this machine's ports; with --runtime docker each has its own");
        assertThat(job(port, Release.NEWEST).playability().notes()).isEmpty();
    }

    private static String refusal(String fields) {
        return refusal(fields, "demo");
    }

    private static String refusal(String fields, String name) {
        return catchThrowableOfType(InvalidManifest.class, () -> read(fields, name, Release.NEWEST)).messages()
                .getFirst();
    }

    private static JobSpec spec(String fields, Release release) throws Exception {
        return job(fields, release).job().getSpec();
    }

    private static JobWorkload job(String fields, Release release) throws Exception {
        return read(fields, "demo", release);
    }

    private static JobWorkload read(String fields, String name, Release release) throws InvalidManifest, IOException {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s}
                spec:
                """.formatted(name) + fields.indent(2);
        if (!fields.contains("template:")) {
            job += "  template: {spec: {restartPolicy: Never, containers: [{name: app, image: sidecar-user}]}}\n";
        }
        var in = new ByteArrayInputStream(job.getBytes(StandardCharsets.UTF_8));
        return (JobWorkload) new ManifestReader(release).read("demo.yaml", in).workloads().getFirst();
    }
}
