package org.sidecardemo.systemtests;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

import static org.assertj.core.api.Assertions.assertThat;

/** The picture that the player draws of objects of a cluster. */
final class Drawing {

    private Drawing() {}

    /** It shows the Job's outcome, and of each container how it ended or that it runs, from its own time on. */
    static void assertShows(List<HasMetadata> objects) throws IOException, InterruptedException {
        String picture = PodPlayer.draw(objects);
        String description = picture.replaceFirst("(?s).*<desc>(.*?)</desc>.*", "$1");
        Job job = only(objects, Job.class);
        assertThat(picture).contains("<title>" + job.getMetadata().getName() + ": ");
        // which may be a second before the pod's
        Instant begin = Instant.parse(job.getMetadata().getCreationTimestamp());
        statuses(only(objects, Pod.class))
                .forEach(status -> assertThat(description).as(picture).containsPattern(shown(status, begin)));
    }

    private static <T> T only(List<HasMetadata> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.of(pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses())
                .flatMap(List::stream);
    }

    /** Such as "app: waiting 0.0 s to 7.0 s, running 7.0 s to 8.0 s, Completed 0". */
    private static Pattern shown(ContainerStatus status, Instant begin) {
        var ended = Optional.ofNullable(status.getState().getTerminated()).map(end -> ", " + end.getReason() + " "
                + end.getExitCode());
        var running = Optional.ofNullable(status.getState().getRunning()).map(run -> "(starting|running) "
                + Duration.between(begin, Instant.parse(run.getStartedAt())).toSeconds() + "[.]0 s to ");
        return Pattern.compile("\\b" + status.getName() + ": .*" + ended.or(() -> running).orElse("waiting "));
    }
}
