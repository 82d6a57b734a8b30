package org.sidecardemo.podplayer.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.sidecardemo.podplayer.manifest.InvalidManifest;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Json;

/** What happens in the ways that check explores of a Job: in all of them. */
record ExploredCourses(Set<Course> courses) {

    static ExploredCourses of(Job job) throws IOException, InvalidManifest {
        var pod = CheckedPod.of(read(job), Release.NEWEST);
        Set<Course> courses = new HashSet<>();
        var extent = new Explorer(pod, Integer.MAX_VALUE).explore((way, _) -> courses.add(Course.of(way.events())));
        assertThat(extent.complete()).isTrue();
        return new ExploredCourses(courses);
    }

    /** The Job as it is read from a file. */
    static Workload read(Job job) throws IOException, InvalidManifest {
        var json = new ByteArrayInputStream(Json.of(job).getBytes(UTF_8));
        return new ManifestReader(Release.NEWEST).read("random", json).workloads().getFirst();
    }

    /** Whether what was seen is among them, or the beginning of one of them. */
    boolean include(Course seen) {
        return courses.contains(seen) || seen.isOpen() && courses.stream().anyMatch(seen::begins);
    }
}
