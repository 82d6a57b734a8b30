package org.sidecardemo.podplayer.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sidecardemo.podplayer.lifecycle.HookType;

/**
 * A container's behaviour in words.
 *
 * @param atSigterm null if it was never told to end
 */
record BehaviourText(String name, Conduct conduct, AtSigterm atSigterm, Map<HookType, HookEnd> hooks) {

    @Override
    public String toString() {
        List<String> traits = new ArrayList<>();
        startup().ifPresent(traits::add);
        hooks.forEach((type, end) -> {
            if (end != HookEnd.SUCCEEDS) {
                traits.add("has a " + type.fieldName() + " hook that " + (end == HookEnd.FAILS ? "fails" : "hangs"));
            }
        });
        if (!conduct.healthy()) {
            traits.add("fails its liveness probe");
        }
        traits.add(switch (conduct.launch()) {
            case IMAGE_MISSING -> "has no image";
            case COMMAND_MISSING -> "has a command that can't be run";
            case RUNS -> end();
        });
        return name + " " + String.join(" and ", traits);
    }

    private Optional<String> startup() {
        return switch (conduct.startup()) {
            case AT_ONCE -> Optional.empty();
            case JUST_IN_TIME -> Optional.of("passes its startup probe just in time");
            case SECOND_START -> Optional.of("passes its startup probe only after a restart");
            case NEVER -> Optional.of("never passes its startup probe");
        };
    }

    private String end() {
        var lifetime = conduct.lifetime();
        if (!lifetime.endless()) {
            return "ends with " + lifetime.exitCode() + " " + (lifetime.unseen() ? "at once" : lived(lifetime));
        }
        if (atSigterm == null) {
            return "never ends";
        }
        return switch (atSigterm.when()) {
            case AT_ONCE ->
                "ends only at SIGTERM" + (atSigterm.exitCode() == 0 ? "" : ", with " + atSigterm.exitCode());
            case LATE -> "takes half of the grace period to end";
            case NEVER -> "ignores SIGTERM";
        };
    }

    private static String lived(Lifetime lifetime) {
        var first = "after " + lifetime.first().orElseThrow().toSeconds() + " s";
        if (lifetime.further().equals(lifetime.first())) {
            return first;
        }
        return first + " of its first run" + (lifetime.firstRunOnly() ? "" : " and at once in each further one");
    }
}
