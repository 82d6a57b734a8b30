package org.sidecardemo.podplayer.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.sidecardemo.podplayer.play.Player;
import org.sidecardemo.podplayer.report.Headline;
import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.Reporter;
import org.sidecardemo.podplayer.report.Story;
import org.sidecardemo.podplayer.runtime.ContainerRuntime;
import org.sidecardemo.podplayer.runtime.RuntimeFailure;

/** Plays all workloads of the command line, one after another, and tells people how they turn out. */
final class Session {

    private final Options options;
    private final Reporter reporter;
    private final PrintStream people;
    private final Pictures pictures;
    private final List<Story> stories = new ArrayList<>();
    private ContainerRuntime runtime;
    private Player player;
    private boolean interrupted;

    Session(Options options, Reporter reporter, PrintStream people) {
        this.options = options;
        this.reporter = reporter;
        this.people = people;
        pictures = new Pictures(options.pictures);
    }

    /** From now on there is something that an interrupt has to end in order: what the runtime makes. */
    synchronized ContainerRuntime begin(Supplier<ContainerRuntime> makeRuntime) {
        runtime = makeRuntime.get();
        return runtime;
    }

    /**
     * @return what was played, in its order
     * @throws RuntimeFailure if the runtime can't run a pod
     * @throws IOException if a picture can't be written
     */
    List<Recording> play(List<ManifestFile> files) throws InterruptedException, IOException {
        for (var file : files) {
            for (var workload : file.workloads()) {
                try (var next = new Player(runtime, workload, options.release, reporter)) {
                    if (begins(next)) {
                        play(file, next);
                    }
                }
            }
        }
        pictures.close(stories, people);
        return stories.stream().map(Story::recording).toList();
    }

    /**
     * Ends what is played in its proper order, and plays nothing more; the second time at once. May be called from any
     * thread.
     *
     * @param halt ends the program, where there is nothing to wait for
     */
    synchronized void interrupt(Runnable halt) {
        if (runtime == null) {
            halt.run();
        } else if (interrupted) {
            Optional.ofNullable(player).ifPresent(Player::mute);
            runtime.close();
            halt.run();
        } else {
            interrupted = true;
            Optional.ofNullable(player).ifPresent(Player::interrupt);
        }
    }

    private synchronized boolean interrupted() {
        return interrupted;
    }

    private synchronized boolean begins(Player next) {
        player = next;
        return !interrupted;
    }

    private void play(ManifestFile file, Player next) throws InterruptedException, IOException {
        var headline = Headline.of(file.name(), file.text());
        if (options.pictures.gallery.isPresent()) {
            people.println("\n" + headline.title());
            people.println(headline.sentence().isEmpty() ? "" : headline.sentence() + "\n");
        }
        var story = new Story(file.name(), headline, file.text(), next.watch(options.timeout(file.argument())));
        stories.add(story);
        tell(story.recording());
        pictures.draw(stories);
        next.stop();
    }

    private void tell(Recording recording) {
        var outcome = recording.verdict().outcome();
        people.print(new Summary(recording, outcome.isOpen() && interrupted() ? "interrupted" : outcome.label()));
    }
}
