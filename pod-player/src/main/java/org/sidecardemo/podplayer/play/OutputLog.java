package org.sidecardemo.podplayer.play;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.sidecardemo.podplayer.report.Printed;

/**
 * The first and the last lines of each container: however much it prints, it takes no more memory, and a picture of them
 * stays legible.
 */
final class OutputLog {

    private static final int FIRST = 2;
    private static final int LAST = 2;
    private static final int CHARACTERS = 200;

    private final Map<String, OfContainer> containers = new LinkedHashMap<>();

    void add(String pod, String container, String line, Instant now) {
        var shown = line.length() <= CHARACTERS ? line : line.substring(0, CHARACTERS) + "…";
        containers.computeIfAbsent(pod + "/" + container, _ -> new OfContainer())
                .add(new Printed(now, pod, container, shown));
    }

    /** In order of time; where lines of a container were left out, one says how many. */
    List<Printed> lines() {
        return containers.values().stream().flatMap(OfContainer::lines).sorted(Comparator.comparing(Printed::at))
                .toList();
    }

    private static final class OfContainer {

        private final List<Printed> first = new ArrayList<>();
        private final Deque<Printed> last = new ArrayDeque<>();
        private Printed firstLeftOut;
        private long leftOut;

        void add(Printed printed) {
            if (first.size() < FIRST) {
                first.add(printed);
                return;
            }
            last.add(printed);
            if (last.size() > LAST) {
                var dropped = last.remove();
                firstLeftOut = firstLeftOut == null ? dropped : firstLeftOut;
                leftOut++;
            }
        }

        Stream<Printed> lines() {
            var between = leftOut == 0
                    ? Stream.<Printed>empty()
                    : Stream.of(new Printed(firstLeftOut.at(), firstLeftOut.pod(), firstLeftOut.container(),
                            "… " + leftOut + (leftOut == 1 ? " more line" : " more lines")));
            return Stream.of(first.stream(), between, last.stream()).flatMap(lines -> lines);
        }
    }
}
