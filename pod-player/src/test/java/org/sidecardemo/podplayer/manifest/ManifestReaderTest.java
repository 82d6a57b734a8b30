package org.sidecardemo.podplayer.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.manifest.Workload.Origin;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;
import org.sidecardemo.podplayer.release.Release;

class ManifestReaderTest {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: demo
            spec:
              containers:
                - name: app
                  image: sidecar-user
            """;

    private static final String CRON_JOB = """
            apiVersion: batch/v1
            kind: CronJob
            metadata:
              name: native-sidecar
              labels: {of: cron-job}
            spec:
              schedule: "* * * * *"
              concurrencyPolicy: Forbid
              jobTemplate:
                metadata:
                  labels: {of: job}
                  annotations: {note: kept}
                spec:
                  backoffLimit: 0
                  template:
                    metadata:
                      labels: {of: pod}
                    spec:
                      restartPolicy: Never
                      initContainers:
                        - name: sidecar
                          image: slow-sidecar
                          restartPolicy: Always
                          startupProbe:
                            httpGet: {port: 8081}
                            periodSeconds: 1
                      containers:
                        - name: app
                          image: sidecar-user
            """;

    private static List<Workload> read(String text) throws IOException, InvalidManifest {
        return read(text.getBytes(UTF_8));
    }

    private static List<Workload> read(byte[] bytes) throws IOException, InvalidManifest {
        return manifest(bytes).workloads();
    }

    private static Manifest manifest(byte[] bytes) throws IOException, InvalidManifest {
        return new ManifestReader(Release.NEWEST).read("demo.yaml", new ByteArrayInputStream(bytes));
    }

    private static Manifest manifest(String text) throws IOException, InvalidManifest {
        return manifest(text.getBytes(UTF_8));
    }

    private static Pod pod(String text) throws IOException, InvalidManifest {
        return ((PodWorkload) read(text).getFirst()).pod();
    }

    private static List<String> refusals(byte[] bytes) {
        InvalidManifest refused = catchThrowableOfType(InvalidManifest.class, () -> read(bytes));
        assertThat(refused).isNotNull();
        assertThat(refused.messages()).noneMatch(message -> message.contains("\n"));
        return refused.messages();
    }

    private static List<String> refusals(String text) {
        return refusals(text.getBytes(UTF_8));
    }

    /** Of a pod that has no name either, or of a template's. */
    @ParameterizedTest
    @ValueSource(strings = {"  name: demo\n", "  generateName: demo-\n", "  labels: {}\n"})
    void claimWithoutName(String metadata) {
        var volumes = "  volumes: [{name: data, persistentVolumeClaim: {}}]\n";
        assertThat(refusals(POD.replace("  name: demo\n", metadata) + volumes))
                .anyMatch(message -> message.contains("persistentVolumeClaim.claimName: Required value"));
    }

    /** Why a valid workload can't be played. */
    private static List<String> obstacles(String text) throws IOException, InvalidManifest {
        return read(text).getFirst().playability().obstacles();
    }

    /** The pod with further fields of its spec. */
    private static String with(String fields) {
        return POD + fields.indent(2);
    }

    /** The pod with further fields of its container. */
    private static String inContainer(String fields) {
        return POD + fields.indent(6);
    }

    /** A CronJob becomes the Job that kubectl makes from it, of the CronJob's own name. */
    @Test
    void jobOfCronJob() throws Exception {
        JobWorkload workload = (JobWorkload) read(CRON_JOB).getFirst();
        assertThat(workload.origin()).contains(new Origin("CronJob", "native-sidecar"));
        Job job = workload.job();
        assertThat(job.getMetadata().getName()).isEqualTo("native-sidecar");
        assertThat(job.getMetadata().getLabels()).isEqualTo(Map.of("of", "job"));
        assertThat(job.getMetadata().getAnnotations())
                .isEqualTo(Map.of("note", "kept", "cronjob.kubernetes.io/instantiate", "manual"));
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        Container sidecar = job.getSpec().getTemplate().getSpec().getInitContainers().getFirst();
        assertThat(sidecar.getRestartPolicy()).isEqualTo("Always");
        assertThat(sidecar.getStartupProbe().getHttpGet().getPort().getIntVal()).isEqualTo(8081);
    }

    /** Documents are read in order, empty ones are none, and each knows where it began. */
    @Test
    void documents() throws Exception {
        List<Workload> workloads = read("---\n# nothing\n---\n" + POD + "---\n" + CRON_JOB + "---\n");
        assertThat(workloads).extracting(workload -> workload.metadata().getName()).containsExactly("demo",
                "native-sidecar");
        assertThat(workloads).extracting(Workload::source).containsExactly("demo.yaml:4", "demo.yaml:13");
    }

    /** The items of a List are read in its place. */
    @Test
    void list() throws Exception {
        String items = "apiVersion: v1\nkind: List\nitems:\n  - " + POD.indent(4).strip() + "\n  - "
                + CRON_JOB.indent(4).strip() + "\n";
        assertThat(read(items)).hasSize(2);
    }

    /** JSON is YAML; a byte order mark is no part of it. */
    @Test
    void json() throws Exception {
        assertThat(pod("\uFEFF{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"demo\"},"
                + "\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"a\\u0062\"}]}}").getSpec().getContainers()
                .getFirst().getImage()).isEqualTo("ab");
    }

    /** What the API server itself writes into an object is no obstacle to playing it again. */
    @Test
    void statusIsDropped() throws Exception {
        Pod pod = pod(
                POD.replace("  name: demo", "  name: demo\n  uid: abc\n  creationTimestamp: null\n  generation: 1")
                        + "status: {phase: Running}\n");
        assertThat(pod.getStatus()).isNull();
        assertThat(pod.getMetadata().getUid()).isNull();
        assertThat(pod.getMetadata().getGeneration()).isNull();
    }

    /** An object with the beginning of a name gets the rest of it. */
    @Test
    void generateName() throws Exception {
        String text = POD.replace("name: demo", "generateName: demo-");
        assertThat(pod(text).getMetadata().getName()).matches("demo-[bcdfghjklmnpqrstvwxz2456789]{5}");
        assertThat(refusals(text.replace("demo-", "Demo-")).getFirst())
                .startsWith("demo.yaml:4: metadata.generateName: Invalid value: \"Demo-\"");
    }

    /** Anchors, aliases and merge keys are resolved. */
    @Test
    void aliases() throws Exception {
        PodSpec spec = pod(POD + """
                      env: &env [{name: A, value: b}]
                      resources: &resources {limits: {memory: 1Mi}}
                    - <<: {name: never, env: *env, resources: *resources}
                      name: second
                      image: other
                """).getSpec();
        Container second = spec.getContainers().get(1);
        assertThat(second.getName()).isEqualTo("second");
        assertThat(second.getEnv()).isEqualTo(spec.getContainers().getFirst().getEnv());
        assertThat(second.getResources().getLimits()).containsKey("memory");
    }

    /** A finding tells the file and the line of the field, or of what the field is missing in. */
    @Test
    void lines() throws Exception {
        assertThat(refusals("---\n" + POD.replace("image: sidecar-user", "imagePullPolicy: Sometimes")))
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message)
                                .isEqualTo("demo.yaml:8: spec.containers[0].image: Required value"),
                        message -> assertThat(message)
                                .startsWith("demo.yaml:9: spec.containers[0].imagePullPolicy: Unsupported value"));
        assertThat(obstacles(
                "---\n" + POD + "      restartPolicy: Always\n      livenessProbe: {grpc: {port: 1, mode: TLS}}"))
                .containsExactly(
                        "demo.yaml:11: spec.containers[0].livenessProbe.grpc.mode: not supported by pod-player: \"TLS\" (only Plaintext): gRPC probes ask in plain text here");
    }

    /** What is wrong with a whole block is told at its key. */
    @Test
    void linesOfBlocks() {
        assertThat(refusals(inContainer("""
                livenessProbe:
                  periodSeconds: 1
                lifecycle:
                  preStop: {}
                """))).satisfiesExactlyInAnyOrder(message -> assertThat(message).startsWith("demo.yaml:9: "),
                message -> assertThat(message).startsWith("demo.yaml:12: "));
    }

    /** Every document's findings are told, not only the first's. */
    @Test
    void allDocumentsAreLookedAt() {
        String broken = POD.replace("    - name: app", "    - name: App");
        assertThat(refusals(broken + "---\n" + POD + "---\n" + broken))
                .extracting(message -> message.substring(0, message.indexOf(": ")))
                .containsExactly("demo.yaml:7", "demo.yaml:25");
    }

    /** kubectl takes the last one without a word; the player says so. */
    @Test
    void aFieldGivenTwice() throws Exception {
        Workload workload = read(POD.replace("image: sidecar-user", "image: a\n      image: b")
                .replace("name: demo", "name: demo\n  labels: {a: b, a: c}")).getFirst();
        assertThat(workload.podSpec().getContainers().getFirst().getImage()).isEqualTo("b");
        assertThat(workload.metadata().getLabels()).isEqualTo(Map.of("a", "c"));
        assertThat(workload.playability().notes()).containsExactly(
                "demo.yaml:5: metadata.labels[a] is given more than once: the last one counts",
                "demo.yaml:10: spec.containers[0].image is given more than once: the last one counts");
    }

    /** A tag that nobody knows means nothing. */
    @Test
    void unknownTag() throws Exception {
        assertThat(read(POD.replace("image: sidecar-user", "image: !mine 5")).getFirst().podSpec().getContainers()
                .getFirst().getImage()).isEqualTo("5");
    }

    /** What isn't played is named, and doesn't keep the rest from being played, whatever it holds. */
    @Test
    void otherObjects() throws Exception {
        Manifest manifest = manifest("""
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {any: thing, any: thing}
                ---
                """ + POD + """
                ---
                {apiVersion: batch/v1beta1, kind: CronJob, metadata: {name: old}}
                ---
                {apiVersion: example.com/v1, kind: "Wid\\nget"}
                ---
                {apiVersion: v1, kind: Endpoints, metadata: {name: a}}
                ---
                {apiVersion: v1, kind: Endpoints, metadata: {name: b}}
                """);
        assertThat(manifest.workloads()).hasSize(1);
        assertThat(manifest.others()).extracting(OtherObject::source).containsExactly("demo.yaml:1", "demo.yaml:15",
                "demo.yaml:17", "demo.yaml:19", "demo.yaml:21");
        assertThat(OtherObject.named(manifest.others()))
                .isEqualTo("Service web, batch/v1beta1 CronJob old, Wid\\nget, 2 of Endpoints");
        assertThat(manifest("{apiVersion: v1, kind: Service}").workloads()).isEmpty();
    }

    @Test
    void aNameGivenTwice() {
        assertThat(refusals(POD + "---\n" + POD))
                .containsExactly("demo.yaml:13: metadata.name: Duplicate value: \"demo\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "---\n---\n", "# only a comment\n", "null",
            "{apiVersion: v1, kind: List, items: []}"})
    void nothingInIt(String text) {
        assertThat(refusals(text))
                .containsExactly("demo.yaml: not a manifest: there is no object in it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: Pod                              | 1: apiVersion: Required value
            apiVersion: v1                         | 1: kind: Required value
            just a text                            | 1: not a manifest: must be an object with apiVersion and kind
            [a, list]                              | 1: not a manifest: must be an object with apiVersion and kind
            {services: {web: {image: nginx}}}      | 1: kind: Required value (mend: this is a compose file: turn it into manifests first, by kompose for example)
            {apiVersion: v2, name: a, version: 1.0.0} | 1: kind: Required value (mend: this is a chart: render it first, by helm template)
            {resources: [a.yaml]}                  | 1: kind: Required value (mend: this is a kustomization: render it first, by kubectl kustomize)
            {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: PodList, items: []}]} | 1: not a manifest: a list within a list (mend: put its items into the outer one)
            """)
    void notAnObject(String text, String message) {
        assertThat(refusals(text.replace("\\n", "\n"))).singleElement().asString().startsWith("demo.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {a: b        | 1: not YAML: expected ',' or '}', but got <stream end>
            a: *b        | 1: not YAML: unknown anchor *b
            a: &b [*b]   | 1: not YAML: unknown anchor *b
            ? [a]\\n: b  | 1: not a manifest: a key must be a string
            a: !!binary YQ== | 1: not a manifest: !!binary isn't taken (mend: write it as a text, or as binaryData of a ConfigMap)
            a: b\\n--- {c: d} | 2: not a manifest: after --- a line may have nothing but a comment (mend: break it after ---)
            a: b\\n---- | 2: not a manifest: after --- a line may have nothing but a comment (mend: break it after ---)
            <<: b        | 1: not YAML: map merge requires a map
            a: b\\n c: d | 2: not YAML: mapping values are not allowed here
            %YAML 1.2\\n---\\na: b | 1: not a manifest: a directive isn't taken (mend: take this line out)
            {a: 1, // why\\nb: 2} | 2: not YAML: expected ',' or '}', but got : (mend: take the comments out: JSON has none)
            <<<<<<< a\\na: b\\n======= | 2: not YAML: mapping values are not allowed here (mend: resolve this conflict of git's first)
            a: b\\n{% if c %}\\nd: e | 2: not YAML: found character '%' that cannot start any token. (Do not use % for indentation) (mend: this is a template: render it first, by helm template for example)
            <!DOCTYPE html>\\n<p>a: b</p> | 2: not YAML: mapping values are not allowed here (mend: this is a web page: get the file itself, the raw one)
            """)
    void notYaml(String text, String message) {
        assertThat(refusals(text.replace("\\n", "\n"))).singleElement().asString().startsWith("demo.yaml:" + message);
    }

    @Test
    void notText() {
        assertThat(refusals("a: \0".getBytes(UTF_8))).containsExactly(
                "demo.yaml: not a manifest: must be a text in UTF-8");
        assertThat(refusals(POD.getBytes(UTF_16LE))).containsExactly(
                "demo.yaml: not a manifest: must be a text in UTF-8");
        assertThat(refusals("a: \u0007")).singleElement().asString().startsWith("demo.yaml:1: not YAML: ");
    }

    /** PowerShell writes UTF-16, with a byte order mark; a comment may be in any code. */
    @Test
    void otherCodes() throws Exception {
        assertThat(read(("\uFEFF" + POD).getBytes(UTF_16LE))).hasSize(1);
        assertThat(read(("\uFEFF" + POD).getBytes(UTF_16BE))).hasSize(1);
        assertThat(read((POD + "# \u00e9\n").getBytes(ISO_8859_1))).hasSize(1);
    }

    /** A few aliases of aliases stand for billions of nodes, and are refused before anyone walks through them. */
    @Test
    void billionLaughs() {
        StringBuilder text = new StringBuilder("l0: &l0 [lol]\n");
        for (int level = 1; level < 40; level++) {
            text.append("l%d: &l%d [%s]\n".formatted(level, level, ("*l" + (level - 1) + ",").repeat(10)));
        }
        assertThat(refusals(text.toString()))
                .containsExactly("demo.yaml:6: too large: may not be more than 100000 nodes, aliases resolved");
    }

    @Test
    void deepNesting() {
        assertThat(refusals("[".repeat(100_000)))
                .containsExactly("demo.yaml:1: nested too deeply: may not be more than 64 levels");
    }

    /** Where something obvious mends what the API server refuses, the line says so. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            volumes: [{name: a, emptydir: {}}]  | unknown field "spec.volumes[0].emptydir" (mend: emptyDir, if that is meant)
            restartPolic: Never   | unknown field "spec.restartPolic" (mend: restartPolicy, if that is meant)
            labels: {a: b}        | unknown field "spec.labels" (mend: metadata.labels, if that is meant)
            nonsense: {a: b}      | unknown field "spec.nonsense"
            nodeName: 1           | spec.nodeName: cannot unmarshal number into a field of type string (mend: put the value in quotes)
            initContainers: [{name: a, image: a, startupProbe: {exec: {command: [a]}}}] | spec.initContainers[0].startupProbe: Forbidden: may not be set for init containers without restartPolicy=Always (mend: restartPolicy: Always makes it a sidecar, from 1.29 on)
            """)
    void nextStep(String line, String message) {
        assertThat(refusals(with(line))).containsExactly("demo.yaml:9: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind: {{ .kind }}", "a: b\n{{- if .c }}\nd: e\n{{- end }}", "- {{ a }}: b"})
    void template(String text) {
        assertThat(refusals(text)).singleElement().asString().endsWith("(mend: " + Mend.TEMPLATE + ")");
    }

    @Test
    void valueOfATemplate() {
        assertThat(refusals(POD.replace("name: demo", "name: '{{ .name }}'"))).singleElement().asString()
                .endsWith("(mend: " + Mend.TEMPLATE + ")");
        assertThat(refusals(POD.replace("name: demo", "name: ${NAME}"))).singleElement().asString()
                .endsWith("(mend: this is a variable: fill it in first, by envsubst for example)");
    }

    /** As kubectl reads them: kubectl get -o json writes one after another, and a PodList needn't name its items' kind. */
    @Test
    void objectsOfOneText() throws Exception {
        String pod = "{\n\t\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"%s\"},"
                + " \"spec\": {\"containers\": [{\"name\": \"app\", \"image\": \"demo\"}]}}\n";
        assertThat(read(pod.formatted("a") + pod.formatted("b"))).extracting(workload -> workload.metadata().getName())
                .containsExactly("a", "b");
        assertThat(refusals(pod.formatted("a") + pod.formatted("B"))).singleElement().asString()
                .startsWith("demo.yaml:4: metadata.name: Invalid value: \"B\"");
        assertThat(refusals(pod.formatted("a") + "{\n\"a: 1}")).singleElement().asString()
                .startsWith("demo.yaml:4: not YAML");
        assertThat(read("{apiVersion: v1, kind: PodList, items: [{metadata: {name: a},"
                + " spec: {containers: [{name: app, image: demo}]}}]}"))
                .extracting(workload -> workload.metadata().getName())
                .containsExactly("a");
    }

    /** kubectl's YAML knows one escape more than the standard; elsewhere a backslash is just that. */
    @Test
    void escapedQuotes() throws Exception {
        String args = "args: [\"a\\'b\\\\'\", 'c\\\\', d\\'e]";
        assertThat(pod(inContainer(args)).getSpec().getContainers().getFirst().getArgs())
                .containsExactly("a'b\\'", "c\\\\", "d\\'e");
        assertThat(pod(inContainer("args: ['a\\', \uE000]")).getSpec().getContainers().getFirst().getArgs())
                .containsExactly("a\\", "\uE000");
    }

    /** Names and numbers as long as the file may be cost neither the stack nor much time. */
    @ParameterizedTest
    @ValueSource(strings = {"a.", "a", "9", "-", "aB/"})
    @Timeout(20)
    void longNames(String part) {
        String name = part.repeat(100_000);
        assertThat(refusals(with("nodeSelector: {" + name + ": '" + name + "'}\nserviceAccountName: '" + name + "'")))
                .isNotEmpty();
        assertThat(refusals(with("priority: " + name))).isNotEmpty();
        assertThat(refusals(inContainer("resources: {limits: {cpu: '" + name + "'}}"))).isNotEmpty();
    }

    /** No more is read than may be: an endless input is refused. */
    @Test
    void tooLarge() {
        InputStream endless = new InputStream() {

            @Override
            public int read() {
                return '#';
            }
        };
        InvalidManifest refused = catchThrowableOfType(InvalidManifest.class,
                () -> new ManifestReader(Release.NEWEST).read("-", endless));
        assertThat(refused.messages()).containsExactly("-: too large: may not be more than 8388608 bytes");
    }

    /** A message stays one line whatever the manifest says, and sends nothing to the terminal. */
    @Test
    void valuesAreQuoted() {
        assertThat(refusals(POD.replace("name: demo", "name: \"a\\n\\e[31m\\\"\\u202e\""))).singleElement().asString()
                .startsWith("demo.yaml:4: metadata.name: Invalid value: \"a\\n\\x1b[31m\\\"\\u202e\": ");
    }

    /** Not even by way of the YAML parser's own messages, or of a key. */
    @Test
    void messagesArePrintable() {
        assertThat(refusals("a: |x\u2028")).noneMatch(message -> message.contains("\u2028"));
        assertThat(refusals(with("\"a\\nb\": c"))).containsExactly("demo.yaml:9: unknown field \"spec.a\\nb\"");
    }

    /** As kubectl get -o yaml --show-managed-fields writes it. */
    @Test
    void managedFieldsAreOfAnyShape() throws Exception {
        assertThat(obstacles(POD.replace("name: demo",
                "name: demo\n  managedFields: [{manager: kubectl, operation: Update, "
                        + "fieldsType: FieldsV1, fieldsV1: {'f:spec': {'k:{\"name\":\"app\"}': {.: {}}}}}]")))
                .isEmpty();
    }

    /** What would change the outcome and isn't played is an obstacle, by name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            os: {name: windows}                   | spec.os.name: not supported by pod-player: "windows" (only linux): containers run on Linux here
            """)
    void unsupportedInPod(String field, String message) throws Exception {
        assertThat(obstacles(with(field))).containsExactly("demo.yaml:9: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            livenessProbe: {grpc: {port: 1, mode: TLS}} | livenessProbe.grpc.mode: not supported by pod-player: "TLS" (only Plaintext): gRPC probes ask in plain text here
            lifecycle: {stopSignal: SIGUSR1} | lifecycle.stopSignal: not supported by pod-player: take it out: containers get SIGTERM here
            """)
    void unsupportedInContainer(String field, String message) throws Exception {
        assertThat(obstacles(inContainer(field))).containsExactly("demo.yaml:9: spec.containers[0]." + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            managedBy: example.com/controller | managedBy: not supported by pod-player: "example.com/controller" (only kubernetes.io/job-controller): take it out: the Job controller's rules are played here, and no others
            """)
    void unsupportedInJob(String field, String message) throws Exception {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: demo}
                spec:
                  template: {spec: {restartPolicy: Never, containers: [{name: app, image: sidecar-user}]}}
                """;
        assertThat(obstacles(job + field.indent(2))).contains("demo.yaml:6: spec." + message);
    }

    /** What changes no order is taken, and named as not enforced, unless it says what is so anyway. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hostNetwork: true                              | hostNetwork
            hostPID: true                                  | hostPID
            hostIPC: true                                  | hostIPC
            shareProcessNamespace: true                    | shareProcessNamespace
            hostAliases: [{ip: 1.2.3.4, hostnames: [a.b]}] | hostAliases
            dnsConfig: {nameservers: ['fd00::1'], searches: [_a.b.], options: [{name: ndots}]} | dnsConfig
            subdomain: a                                   | subdomain
            setHostnameAsFQDN: true                        | setHostnameAsFQDN
            schedulerName: a                               | schedulerName
            runtimeClassName: gvisor                       | runtimeClassName
            readinessGates: [{conditionType: a}]           | readinessGates
            schedulingGates: [{name: a}]                   | schedulingGates
            resourceClaims: [{name: a, resourceClaimName: b}] | resourceClaims
            volumes: [{name: a, projected: {sources: [{clusterTrustBundle: {name: b, path: c}}]}}] | clusterTrustBundle
            hostname: a                                    |
            hostNetwork: false                             |
            schedulerName: default-scheduler               |
            """)
    void notEnforcedInPod(String field, String name) throws Exception {
        Workload workload = read(with(field)).getFirst();
        assertThat(workload.playability().obstacles()).isEmpty();
        assertThat(workload.playability().notEnforced()).isEqualTo(name == null ? List.of() : List.of(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tty: true                                                       | tty
            ports: [{containerPort: 80, hostPort: 8080, hostIP: 127.0.0.1}] | hostPort,hostIP
            resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}] | resizePolicy
            stdin: true                                                     |
            tty: false                                                      |
            """)
    void notEnforcedInContainer(String field, String names) throws Exception {
        Workload workload = read(inContainer(field)).getFirst();
        assertThat(workload.playability().obstacles()).isEmpty();
        assertThat(workload.playability().notEnforced())
                .containsExactlyInAnyOrder(names == null ? new String[0] : names.split(","));
    }

    /** In the host's network a port is the host's, too. */
    @Test
    void hostPorts() throws Exception {
        assertThat(pod(inContainer("ports: [{containerPort: 80}]") + "  hostNetwork: true").getSpec().getContainers()
                .getFirst().getPorts().getFirst().getHostPort()).isEqualTo(80);
    }

    /** Before 1.36 an address may have leading zeros. */
    @Test
    void sloppyAddresses() throws Exception {
        String text = with("hostAliases: [{ip: 010.0.0.1}, {ip: '::ffff:1.2.3.4'}]");
        assertThat(refusals(text)).hasSize(2);
        assertThat(new ManifestReader(Release.parse("1.35")).read("demo.yaml",
                new ByteArrayInputStream(text.getBytes(UTF_8))).workloads()).hasSize(1);
    }

    /** Volumes are completed as the API server completes them. */
    @Test
    void defaultsOfVolumes() throws Exception {
        List<Volume> volumes = pod(with("""
                volumes:
                - {name: a}
                - {name: b, hostPath: {path: /b}}
                - {name: c, configMap: {name: c}}
                - {name: d, projected: {sources: [{serviceAccountToken: {path: d}},
                    {downwardAPI: {items: [{path: e, fieldRef: {fieldPath: metadata.name}}]}}]}}
                - {name: e, image: {reference: 'example:1'}}
                - {name: f, rbd: {monitors: [f], image: f}}
                """)).getSpec().getVolumes();
        assertThat(volumes.get(0).getEmptyDir()).isNotNull();
        assertThat(volumes.get(1).getHostPath().getType()).isEmpty();
        assertThat(volumes.get(2).getConfigMap().getDefaultMode()).isEqualTo(0644);
        ProjectedVolumeSource projected = volumes.get(3).getProjected();
        assertThat(projected.getDefaultMode()).isEqualTo(0644);
        assertThat(projected.getSources().getFirst().getServiceAccountToken().getExpirationSeconds()).isEqualTo(3600);
        assertThat(projected.getSources().getLast().getDownwardAPI().getItems().getFirst().getFieldRef()
                .getApiVersion()).isEqualTo("v1");
        assertThat(volumes.get(4).getImage().getPullPolicy()).isEqualTo("IfNotPresent");
        assertThat(volumes.get(5).getRbd().getPool()).isEqualTo("rbd");
    }

    /** Each kind of volume that the player can't have becomes a folder, and its kind is named once. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hostPath              | {path: /var/run, type: Directory}
            persistentVolumeClaim | {claimName: a}
            ephemeral             | {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}
            csi                   | {driver: example.com, nodePublishSecretRef: {name: a}}
            image                 | {reference: example}
            nfs                   | {server: a, path: /b}
            iscsi                 | {targetPortal: a, iqn: 'iqn.2001-04.com.example:storage', lun: 0}
            fc                    | {targetWWNs: ['50060e801049cfd1'], lun: 0}
            rbd                   | {monitors: [a], image: b}
            cephfs                | {monitors: [a]}
            cinder                | {volumeID: a}
            glusterfs             | {endpoints: a, path: b}
            awsElasticBlockStore  | {volumeID: a}
            azureDisk             | {diskName: a, diskURI: 'https://example.com/a.vhd'}
            azureFile             | {secretName: a, shareName: b}
            gcePersistentDisk     | {pdName: a}
            vsphereVolume         | {volumePath: a}
            portworxVolume        | {volumeID: a}
            photonPersistentDisk  | {pdID: a}
            scaleIO               | {gateway: a, system: b, volumeName: c, secretRef: {name: d}}
            storageos             | {volumeName: a}
            quobyte               | {registry: 'a:1', volume: b}
            flocker               | {datasetName: a}
            flexVolume            | {driver: a}
            gitRepo               | {repository: a}
            """)
    void temporaryFolders(String kind, String source) throws Exception {
        Workload workload = read(with("volumes: [{name: a, %1$s: %2$s}, {name: b, %1$s: %2$s}]"
                .formatted(kind, source))).getFirst();
        assertThat(workload.playability().obstacles()).isEmpty();
        assertThat(workload.playability().temporaryFolders()).containsExactly(kind);
        assertThat(workload.podSpec().getVolumes()).allSatisfy(volume -> assertThat(volume.getEmptyDir()).isNull());
    }

    /** The labels that a Job gets of itself may be given only as they will be. */
    @Test
    void labelsOfJobs() throws Exception {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: demo}
                spec:
                  template:
                    metadata: {labels: {job-name: %s}}
                    spec: {restartPolicy: Never, containers: [{name: app, image: sidecar-user}]}
                """;
        assertThat(read(job.formatted("demo"))).hasSize(1);
        assertThat(refusals(job.formatted("other"))).singleElement().asString()
                .startsWith("demo.yaml:6: spec.template.metadata.labels[job-name]: Invalid value: {")
                .endsWith("}: must be 'demo'");
    }

    private static final String FILE_KEY_REF = "env: [{name: A, valueFrom: {fileKeyRef: {volumeName: v, path: a, key: A}}}]";

    /** A field that an older release doesn't have is unknown there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}] | restartPolicyRules",
            FILE_KEY_REF + " | env[0].valueFrom.fileKeyRef"})
    void fieldOfALaterRelease(String field, String name) {
        assertThatThrownBy(() -> read(Release.parse("1.33"), inContainer(field)))
                .hasMessageContaining("unknown field \"spec.containers[0]." + name + '"');
    }

    /** Where it is dropped nothing is left for the variable to come from. */
    @Test
    void fileKeyRefs() throws Exception {
        String text = inContainer(FILE_KEY_REF) + "  volumes: [{name: v, emptyDir: {}}]\n";
        assertThat(obstacles(text)).isEmpty();
        assertThatThrownBy(() -> read(Release.parse("1.34"), text)).hasMessageContaining(
                "spec.containers[0].env[0].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`,"
                        + " `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
    }

    private static void read(Release release, String text) throws Exception {
        new ManifestReader(release).read("demo.yaml", new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    /** What is taken without effect is named, once; what is empty says nothing and needs no naming. */
    @Test
    void notEnforced() throws Exception {
        Workload workload = read(inContainer("""
                imagePullPolicy: Never
                resources: {limits: {memory: 1Mi}}
                securityContext: {runAsUser: 1, capabilities: {drop: [ALL]}}
                ports: [{containerPort: 80, name: web}]
                """) + """
                  securityContext: {runAsNonRoot: true}
                  nodeSelector: {}
                  tolerations: []
                  nodeName: here
                  automountServiceAccountToken: false
                """).getFirst();
        assertThat(workload.playability().notEnforced()).containsExactlyInAnyOrder("imagePullPolicy", "resources",
                "securityContext", "nodeName");
        assertThat(workload.playability().notEnforcedByEngines()).containsExactlyInAnyOrder("imagePullPolicy",
                "nodeName");
        assertThat(read(POD).getFirst().playability().notEnforced()).isEmpty();
    }

    /** What a container engine enforces is named for processes alone, and its parts that it doesn't for engines. */
    @Test
    void notEnforcedByEngines() throws Exception {
        Workload workload = read(inContainer("""
                tty: true
                resources: {limits: {memory: 1Mi, ephemeral-storage: 1Gi}, requests: {cpu: 1, ephemeral-storage: 1Gi},
                  claims: [{name: a}]}
                securityContext: {readOnlyRootFilesystem: true, procMount: Default, seLinuxOptions: {level: s0},
                  seccompProfile: {type: Localhost, localhostProfile: a.json}}
                volumeMounts: [{name: a, mountPath: /a, readOnly: true}]
                """) + """
                  volumes: [{name: a}]
                  resourceClaims: [{name: a, resourceClaimName: a}]
                  shareProcessNamespace: true
                  securityContext: {fsGroup: 1, supplementalGroupsPolicy: Strict, seccompProfile: {type: Unconfined}}
                """).getFirst();
        assertThat(workload.playability().notEnforced()).containsExactlyInAnyOrder("tty", "resources",
                "securityContext", "readOnly", "shareProcessNamespace", "resourceClaims");
        assertThat(workload.playability().notEnforcedByEngines()).containsExactlyInAnyOrder("resourceClaims",
                "ephemeral-storage",
                "claims", "seLinuxOptions", "localhostProfile", "supplementalGroupsPolicy");
    }
}
