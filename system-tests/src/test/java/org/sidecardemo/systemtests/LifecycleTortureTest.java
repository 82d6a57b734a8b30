package org.sidecardemo.systemtests;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import static org.assertj.core.api.Assertions.assertThat;

/** The player's own test of random pods under virtual time, with more of them than there. */
class LifecycleTortureTest {

    private static final int PODS = 10_000;
    private static final String TEST = "org.sidecardemo.podplayer.lifecycle.RandomPodsTest";
    private static final Pattern TRIES = Pattern.compile("tries = (\\d+)");

    @Torture(of = Torture.Part.PLAYER, with = "10 000 random pods under virtual time, shrunk where one fails")
    void randomPods(Finding finding) {
        var summary = new SummaryGeneratingListener();
        var tries = new AtomicLong();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(TEST))
                .filters(EngineFilter.includeEngines("jqwik"))
                .configurationParameter("jqwik.tries.default", Integer.toString(PODS))
                .configurationParameter("jqwik.database", "target/jqwik-database")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .build();
        LauncherFactory.create().execute(request, summary, new TestExecutionListener() {
            @Override
            public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                var report = TRIES.matcher(entry.getKeyValuePairs().toString());
                tries.addAndGet(report.find() ? Long.parseLong(report.group(1)) : 0);
            }
        });
        summary.getSummary().getFailures().forEach(failure -> {
            throw new AssertionError(failure.getTestIdentifier().getDisplayName(), failure.getException());
        });
        assertThat(tries).hasValue(PODS);
        finding.is("order is kept, nothing restarts once the end has begun, everything ends");
    }
}
