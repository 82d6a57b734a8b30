package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.report.Samples.backOff;
import static org.sidecardemo.podplayer.report.Samples.container;
import static org.sidecardemo.podplayer.report.Samples.ended;
import static org.sidecardemo.podplayer.report.Samples.pod;
import static org.sidecardemo.podplayer.report.Samples.running;
import static org.sidecardemo.podplayer.report.Samples.sidecar;
import static org.sidecardemo.podplayer.report.Samples.withStatus;

import java.util.List;

import org.junit.jupiter.api.Test;

class TablesTest {

    /** The state table has one aligned row a container, init containers first. */
    @Test
    void stateTable() {
        var pod = withStatus(pod("OnFailure", List.of(container("init"), sidecar("proxy")), List.of(container("app"))),
                "Running", List.of(ended("init", 0), running("proxy", true)), List.of(backOff("app", 1, 3)));
        assertThat(StateTable.of(List.of(pod))).isEqualTo("""
                POD     CONTAINER   KIND      STATE        REASON             EXIT   RESTARTS
                job-x   init        init      terminated   Completed          0      0
                job-x   proxy       sidecar   running      -                  -      0
                job-x   app         main      waiting      CrashLoopBackOff   -      3
                """);
    }

    /** The closing table has a column for each container's name, whatever its place in the pod. */
    @Test
    void closingTable() {
        var stories = List.of(new Story("1.yaml", new Headline("", ""), "", Samples.classicSidecar()),
                new Story("5.yaml", new Headline("", ""), "", Samples.nativeSidecar()));
        assertThat(new ClosingTable(stories)).hasToString("""
                manifest   sidecar       app           Job        time    why
                1.yaml     Running       Error 1       stuck      8.0 s   app has failed (Error, 1), but sidecar, \
                an ordinary container, runs on: the Job can't fail until it ends
                5.yaml     Completed 0   Completed 0   Complete   6.1 s   app is done (Completed, 0), then sidecar \
                was stopped (Completed, 0)
                """);
    }
}
