package org.sidecardemo.systemtests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds a player's run to that of the kubelet; a difference is shown with both timelines. */
record Comparison(Run kubelet, Run player) {

    /** Two times that are both cut to whole seconds have lost this between them. */
    private static final Duration CUT = Duration.ofSeconds(1);
    /** Apart by less, the order of two moments is not by a rule. */
    private static final Duration CLEARLY = Duration.ofSeconds(2);
    /** What a kubelet may add to each step: its next look at the pod, and a busy node's work. */
    private static final Duration KUBELET_ADDS = Duration.ofSeconds(4);
    /** What a busy machine may add to each of the player's steps. */
    private static final Duration PLAYER_ADDS = Duration.ofMillis(500);

    void assertAlike() {
        assertThat(Outcome.of(player)).as(this::timelines).isEqualTo(Outcome.of(kubelet));
        assertThat(differencesInTime()).as(this::timelines).isEmpty();
    }

    private List<String> differencesInTime() {
        Map<String, Duration> ofPlayer = sinceTheStart(player);
        Map<String, Duration> ofKubelet = sinceTheStart(kubelet);
        assertThat(ofPlayer.keySet()).as(this::timelines).isEqualTo(ofKubelet.keySet());
        var differences = new ArrayList<String>();
        ofKubelet.forEach((moment, at) -> {
            // a first look at the pod, those for all that came before, told or forgotten, and the one for this
            long steps = 2 + forgotten(moment)
                    + ofKubelet.values().stream().filter(other -> other.compareTo(at) < 0).count();
            Duration soonest = ofPlayer.get(moment).minus(CUT.multipliedBy(2)).minus(PLAYER_ADDS.multipliedBy(steps));
            Duration latest = ofPlayer.get(moment).plus(KUBELET_ADDS.multipliedBy(steps));
            if (at.compareTo(soonest) < 0 || at.compareTo(latest) > 0) {
                differences.add("%s: after %d s on the kubelet, %d s in the player".formatted(moment, at.toSeconds(),
                        ofPlayer.get(moment).toSeconds()));
            }
            ofKubelet.forEach((other, otherAt) -> {
                boolean before = at.plus(CLEARLY).compareTo(otherAt) <= 0;
                boolean after = ofPlayer.get(other).plus(CLEARLY).compareTo(ofPlayer.get(moment)) <= 0;
                boolean differ = ofSamePod(moment, other)
                        ? before && ofPlayer.get(other).compareTo(ofPlayer.get(moment)) < 0
                                || after && at.compareTo(otherAt) < 0
                        : before && after;
                if (differ) {
                    differences.add("%s before %s on the kubelet, not in the player".formatted(moment, other));
                }
            });
        });
        return differences;
    }

    /** Pods that run at once don't wait for each other: of theirs only what is clearly apart on both sides has an order. */
    private static boolean ofSamePod(String moment, String other) {
        return moment.split(" ")[1].equals(other.split(" ")[1]);
    }

    /** The API tells of a container's last runs only: of each run before there were a start and an end. */
    private static int forgotten(String moment) {
        return 2 * Integer.parseInt(moment.split(" ")[3]);
    }

    private static Map<String, Duration> sinceTheStart(Run run) {
        return Moment.of(run).stream()
                .collect(Collectors.toMap(Moment::what, moment -> Duration.between(run.start(), moment.at())));
    }

    private String timelines() {
        return """

                on the kubelet:
                %s
                %s
                in the player:
                %s
                %s
                """.formatted(kubelet.timeline(), Outcome.of(kubelet), player.timeline(), Outcome.of(player));
    }
}
