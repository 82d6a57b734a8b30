package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.report.ManifestView.Change;
import org.sidecardemo.podplayer.report.ManifestView.Kind;

class ManifestViewTest {

    private static final String CLASSIC = """
            # restartPolicy: a comment
            kind: Pod
            metadata:
              name: pod
            spec:
              restartPolicy: Never
              volumes:
              - name: data
              containers:
              - name: app
                image: app
                args:
                - --once
                resources: {}
              - image: sidecar
                name: sidecar
                securityContext:
                  runAsUser: 1
              nodeName: node
            """;
    private static final String NATIVE = """
            kind: Pod
            metadata:
              name: other
            spec:
              restartPolicy: Never
              initContainers:
              - name: sidecar
                restartPolicy: Always
                startupProbe:
                  httpGet:
                    port: 80
                image: sidecar
              containers:
              - name: app
                image: app
            """;

    /** Containers, policies, probes and commands decide, with all that belongs to them; images and names of volumes don't. */
    @Test
    void decisive() {
        assertThat(new ManifestView(CLASSIC).decisiveLines()).containsExactly("  restartPolicy: Never", "  containers:",
                "  - name: app", "    args:", "    - --once", "  - image: sidecar", "    name: sidecar");
        assertThat(new ManifestView(NATIVE).decisiveLines()).contains("        port: 80")
                .doesNotContain("    image: app");
    }

    /** Only what decides is compared, so that a new name is no change. */
    @Test
    void changes() {
        assertThat(new ManifestView(NATIVE).since(new ManifestView(CLASSIC))).containsExactly(
                new Change(Kind.SAME, "  restartPolicy: Never"), new Change(Kind.ADDED, "  initContainers:"),
                new Change(Kind.ADDED, "  - name: sidecar"), new Change(Kind.ADDED, "    restartPolicy: Always"),
                new Change(Kind.ADDED, "    startupProbe:"), new Change(Kind.ADDED, "      httpGet:"),
                new Change(Kind.ADDED, "        port: 80"), new Change(Kind.SAME, "  containers:"),
                new Change(Kind.SAME, "  - name: app"), new Change(Kind.REMOVED, "    args:"),
                new Change(Kind.REMOVED, "    - --once"), new Change(Kind.REMOVED, "  - image: sidecar"),
                new Change(Kind.REMOVED, "    name: sidecar"));
    }

    /** In the whole manifest they are marked, and it stays text. */
    @Test
    void whole() {
        assertThat(new ManifestView("restartPolicy: <x>\nkind: Pod\n").whole())
                .isEqualTo("<pre class=\"yaml\"><mark>restartPolicy: &lt;x&gt;</mark><span>kind: Pod</span></pre>");
    }
}
