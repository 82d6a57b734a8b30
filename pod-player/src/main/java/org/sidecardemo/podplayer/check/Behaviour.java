package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.List;

import org.sidecardemo.podplayer.lifecycle.HookType;

/**
 * What one container does, in every pod and every run alike. It is chosen when it matters for the first time, so what
 * never matters is never chosen.
 */
final class Behaviour {

    private final CheckedContainer container;
    private final Choices choices;
    private final Map<HookType, HookEnd> hooks = new EnumMap<>(HookType.class);
    private Conduct conduct;
    private AtSigterm atSigterm;

    Behaviour(CheckedContainer container, Choices choices) {
        this.container = container;
        this.choices = choices;
    }

    /** It runs on until it is killed, and a hook before that hangs. */
    static Behaviour stubborn(CheckedContainer container) {
        var behaviour = new Behaviour(container, Choices.expected());
        behaviour.conduct = Conduct.expected(Lifetime.ENDLESS);
        behaviour.atSigterm = AtSigterm.IGNORES;
        behaviour.hooks.put(HookType.PRE_STOP, HookEnd.HANGS);
        return behaviour;
    }

    CheckedContainer container() {
        return container;
    }

    Conduct conduct() {
        if (conduct == null) {
            conduct = choices.of(container.conducts());
        }
        return conduct;
    }

    AtSigterm atSigterm() {
        if (atSigterm == null) {
            atSigterm = choices.of(container.atSigterm());
        }
        return atSigterm;
    }

    /** How a hook ends; a sleep does what it says. */
    HookEnd hook(HookType type) {
        return sleep(type).isPresent()
                ? HookEnd.SUCCEEDS
                : hooks.computeIfAbsent(type, _ -> choices.of(List.of(HookEnd.values())));
    }

    /** How long a hook sleeps, if that is what it does. */
    Optional<Duration> sleep(HookType type) {
        var lifecycle = container.spec().getLifecycle();
        var handler = type == HookType.POST_START ? lifecycle.getPostStart() : lifecycle.getPreStop();
        return Optional.ofNullable(handler.getSleep()).map(sleep -> Duration.ofSeconds(sleep.getSeconds()));
    }

    /** Whether it came to be started. */
    boolean wasAskedFor() {
        return conduct != null;
    }

    /** Whether it was started, and runs until it is told to end. */
    boolean isEndless() {
        return conduct != null && conduct.launch() == Launch.RUNS && conduct.lifetime().endless();
    }

    boolean chose(Startup startup) {
        return conduct != null && conduct.startup() == startup;
    }

    /** Whether it does what it is asked to when it is to end: heeds SIGTERM at once, and no hook hangs. */
    boolean endsWhenTold() {
        return (atSigterm == null || atSigterm.when() == AtSigterm.When.AT_ONCE) && !hangsInHook();
    }

    boolean hangsInHook() {
        return hooks.containsValue(HookEnd.HANGS);
    }

    /** Whether it ends by itself the first time, and is as expected from then on. */
    boolean runsOnOnceRestarted() {
        return conduct != null && conduct.lifetime().firstRunOnly();
    }

    /** Whether it ends by itself each time before the kubelet has seen it run. */
    boolean endsUnseen() {
        return conduct != null && conduct.launch() == Launch.RUNS && conduct.lifetime().unseen();
    }

    boolean isUnhealthy() {
        return conduct != null && !conduct.healthy();
    }

    /** Whether it fails in any way before it is told to end. */
    boolean fails() {
        return conduct != null && (conduct.launch() != Launch.RUNS || conduct.lifetime().fails() || !conduct.healthy()
                || conduct.startup() == Startup.SECOND_START || conduct.startup() == Startup.NEVER)
                || hooks.containsValue(HookEnd.FAILS);
    }

    /** As people would say it: "app ends with 0 after 1 s"; it has to have been started. */
    String described() {
        return new BehaviourText(container.name(), conduct, atSigterm, hooks).toString();
    }
}
