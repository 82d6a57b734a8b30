package org.sidecardemo.podplayer.lifecycle;

import java.util.Set;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.sidecardemo.podplayer.lifecycle.RandomPodsTest.RandomPod;

import static org.assertj.core.api.Assertions.assertThat;

/** The plays leave out nothing that pods commonly do. */
class TransitionsTest {

    private static final Set<Transition> PLAYED = Play.all().stream()
            .flatMap(play -> VirtualPlay.transitions(play).stream()).collect(Collectors.toSet());

    /** The same pods each time, so that a rare one fails nobody's build but that of who changes a rule or a play. */
    @Property(seed = "1", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @Label("whatever transition between states a pod takes, some play takes, too")
    void played(@ForAll("pods") RandomPod pod) {
        assertThat(PLAYED).containsAll(pod.play().pod().transitions());
    }

    @Provide
    Arbitrary<RandomPod> pods() {
        return new RandomPodsTest().pods();
    }
}
