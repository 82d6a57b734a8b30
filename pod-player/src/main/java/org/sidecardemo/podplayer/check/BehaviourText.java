package org.sidecardemo.podplayer.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.sidecardemo.podplayer.lifecycle.HookType;

/** A container's behaviour in words; null stands for what was never chosen. */
record BehaviourText(String name, Launch launch, Lifetime lifetime, Startup startup, AtSigterm atSigterm,
        Boolean healthy, Map<HookType, HookEnd> hooks) {

    @Override
    public String toString() {
        List<String> traits = new ArrayList<>();
        if (launch == Launch.IMAGE_MISSING) {
            traits.add("has no image");
        } else if (launch == Launch.COMMAND_MISSING) {
            traits.add("has a command that can't be run");
        }
        if (startup == Startup.JUST_IN_TIME) {
            traits.add("passes its startup probe just in time");
        } else if (startup == Startup.SECOND_START) {
            traits.add("passes its startup probe only after a restart");
        } else if (startup == Startup.NEVER) {
            traits.add("never passes its startup probe");
        }
        hooks.forEach((type, end) -> {
            if (end != HookEnd.SUCCEEDS) {
                traits.add("has a " + type.fieldName() + " hook that " + (end == HookEnd.FAILS ? "fails" : "hangs"));
            }
        });
        if (Boolean.FALSE.equals(healthy)) {
            traits.add("fails its liveness probe");
        }
        if (lifetime != null) {
            traits.add(end());
        }
        return name + " " + String.join(" and ", traits);
    }

    private String end() {
        if (!lifetime.endless()) {
            return "ends with " + lifetime.exitCode() + " " + lifetime.after().orElseThrow().toSeconds()
                    + " s after " + (lifetime.firstRunOnly() ? "its first start" : "its start");
        }
        return switch (atSigterm) {
            case ENDS_LATE -> "takes half of its grace period to end";
            case IGNORES -> "ignores SIGTERM";
            case ENDS -> "ends only at SIGTERM";
            case null -> "never ends";
        };
    }
}
