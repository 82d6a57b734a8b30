package org.sidecardemo.podplayer.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a finding's example claims of its Job, on whatever machine and at whatever moment it is played.
 *
 * @param end of the Job: {@code Complete}, or {@code Failed} and its reason
 * @param restarted the container that is to be mended, if its example restarts it
 * @param exitCodes of the mains that end by themselves, by name
 */
public record FindingClaim(String end, Set<String> restarted, Map<String, Integer> exitCodes) {

    static FindingClaim of(CheckedPod pod, Finding finding, Way way) {
        var mains = pod.mains().stream().map(CheckedContainer::name).toList();
        return new FindingClaim(Course.of(way.events()).end(),
                way.isRestarted(finding.container()) ? Set.of(finding.container()) : Set.of(), exitCodes(mains, way));
    }

    private static Map<String, Integer> exitCodes(List<String> mains, Way way) {
        return way.ownEnds().entrySet().stream().filter(end -> mains.contains(end.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().exitCode()));
    }
}
