package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Recording;

/**
 * A play that is short enough to be played in real time.
 *
 * @param said what comes of it in virtual time
 */
record ShortPlay(Play play, Release release, Outcome said) {

    private static final Duration SHORT = Duration.ofSeconds(8);

    /** Those that can be played by this, each on the newest of its releases. */
    static List<ShortPlay> all(Means means) {
        return Play.all().stream().flatMap(play -> of(play, means, play.circumstances().releases().getLast()).stream())
                .toList();
    }

    /** Those of this release that can be played by this. */
    static List<ShortPlay> all(Means means, Release release) {
        return Play.all().stream().filter(play -> play.circumstances().releases().contains(release))
                .flatMap(play -> of(play, means, release).stream()).toList();
    }

    private static Optional<ShortPlay> of(Play play, Means means, Release release) {
        if (play.circumstances().notBy().contains(means) || play.circumstances().deletion().isPresent()
                || play.scripts().size() > 1) {
            return Optional.empty();
        }
        return VirtualPlay.recording(play, release).filter(ShortPlay::isShort)
                .map(recording -> new ShortPlay(play, release, Outcome.of(recording)));
    }

    private static boolean isShort(Recording recording) {
        return recording.duration().compareTo(SHORT) <= 0
                && recording.events().stream().noneMatch(event -> event.type() == Event.Type.BACK_OFF);
    }

    String name() {
        return play.file() + " " + play.sentence();
    }

    /** The Pod or Job, with containers that really do what they are said to do. */
    HasMetadata scripted() {
        var workload = play.workload(release);
        var spec = ScriptedPod.of(workload.podSpec(), play.scripts().getFirst());
        return switch (workload) {
            case Workload.PodWorkload(_, _, var pod, _, _) -> new PodBuilder(pod).withSpec(spec).build();
            case Workload.JobWorkload(_, _, var job, _, _) -> new JobBuilder(job).editSpec().editTemplate()
                    .withSpec(spec).endTemplate().endSpec().build();
        };
    }
}
