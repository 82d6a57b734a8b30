package org.sidecardemo.podplayer.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual's page as man(7) has it, out of what {@code --help} prints. picocli's own generator writes AsciiDoc, whose
 * converter is larger than all of this project.
 *
 * @param commands the command line with its subcommands
 */
record ManPage(CommandLine commands) {

    @Override
    public String toString() {
        var lines = Stream.of(
                Stream.of(".TH POD\\-PLAYER 1", ".SH NAME", "pod\\-player \\- plays pods without a cluster",
                        ".SH SYNOPSIS"),
                all().map(ManPage::synopsis).flatMap(line -> Stream.of(line, ".br")),
                all().flatMap(ManPage::section))
                .flatMap(part -> part).toList();
        return String.join("\n", lines) + "\n";
    }

    /** {@code play} is what the command does without a subcommand, and described there. */
    private Stream<CommandSpec> all() {
        return Stream.concat(Stream.of(commands),
                commands.getSubcommands().entrySet().stream().filter(each -> !each.getKey().equals("play"))
                        .map(Map.Entry::getValue))
                .map(CommandLine::getCommandSpec);
    }

    private static String synopsis(CommandSpec command) {
        var arguments = command.positionalParameters().stream()
                .map(each -> each.paramLabel() + (each.arity().max() > 1 ? "..." : "")).distinct();
        return ".B " + escaped(command.name()) + "\n"
                + escaped("[options] " + arguments.collect(Collectors.joining(" ")));
    }

    private static Stream<String> section(CommandSpec command) {
        var usage = command.usageMessage();
        return Stream.of(Stream.of(".SH " + heading(command)), paragraphs(usage.description()),
                command.positionalParameters().stream().flatMap(each -> item(each.paramLabel(), each)),
                command.options().stream().flatMap(each -> item(names(each), each)), paragraphs(usage.footer()))
                .flatMap(part -> part);
    }

    private static String heading(CommandSpec command) {
        return command.parent() == null ? "DESCRIPTION" : "\"" + escaped(command.name()) + "\"";
    }

    private static Stream<String> paragraphs(String[] texts) {
        return Arrays.stream(texts).filter(text -> !text.isEmpty())
                .flatMap(text -> Stream.of(".PP", escaped(text.strip())));
    }

    private static String names(OptionSpec option) {
        var label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return String.join(", ", option.names()) + label;
    }

    private static Stream<String> item(String term, ArgSpec argument) {
        return Stream.of(".TP", ".B " + escaped(term), escaped(description(argument)));
    }

    /** With defaults and what is allowed in their places, as {@code --help} has it. */
    private static String description(ArgSpec argument) {
        var help = new CommandLine.Help(argument.command(),
                CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        Text[][] rows = argument instanceof OptionSpec option
                ? help.createDefaultOptionRenderer().render(option, help.createDefaultParamLabelRenderer(),
                        help.colorScheme())
                : help.createDefaultParameterRenderer().render((CommandLine.Model.PositionalParamSpec) argument,
                        help.createDefaultParamLabelRenderer(), help.colorScheme());
        return Arrays.stream(rows).map(List::of).map(row -> row.getLast().toString())
                .collect(Collectors.joining(" "));
    }

    /** Hyphens stay those that people type, and no text becomes a request. */
    private static String escaped(String text) {
        var escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
