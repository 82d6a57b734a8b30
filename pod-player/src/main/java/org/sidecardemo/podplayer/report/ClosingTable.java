package org.sidecardemo.podplayer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;

/** All stories side by side: one row each, with a column for each name of a container. */
public final class ClosingTable {

    private final List<String> containers;
    private final List<Story> stories;

    public ClosingTable(List<Story> stories) {
        this.stories = List.copyOf(stories);
        containers = stories.stream().flatMap(story -> decisive(story).stream()).map(PodContainer::name).distinct()
                .toList();
    }

    List<String> header() {
        return Stream.of(Stream.of("manifest"), containers.stream(), Stream.of("Job", "time", "why"))
                .flatMap(column -> column).toList();
    }

    List<List<String>> rows() {
        return stories.stream().map(this::row).toList();
    }

    /** Aligned plain text; every line ends with a line feed. */
    @Override
    public String toString() {
        var table = new TextTable(header());
        rows().forEach(table::add);
        return table.toString();
    }

    private List<String> row(Story story) {
        var verdict = story.recording().verdict();
        var row = new ArrayList<String>();
        row.add(story.label());
        containers.forEach(name -> row.add(decisive(story).stream().filter(c -> c.name().equals(name)).findFirst()
                .map(ClosingTable::state).orElse("-")));
        row.addAll(List.of(verdict.outcome().label(), Seconds.brief(story.recording().duration()), verdict.reason()));
        return row;
    }

    private static List<PodContainer> decisive(Story story) {
        return story.recording().decisivePod().map(PodContainer::of).orElse(List.of());
    }

    private static String state(PodContainer container) {
        return container.terminated().map(end -> end.getReason() + " " + end.getExitCode())
                .or(() -> container.waiting().map(ContainerStateWaiting::getReason))
                .orElse(container.running() ? "Running" : "-");
    }
}
