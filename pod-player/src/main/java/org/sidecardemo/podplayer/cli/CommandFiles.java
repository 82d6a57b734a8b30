package org.sidecardemo.podplayer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import picocli.AutoComplete;
import picocli.CommandLine;

/** The files beside the program that tell shells and man(1) of it. The build writes them; the player has no use for them. */
final class CommandFiles {

    private static final String NAME = "pod-player";

    /** zsh takes the completions of bash, once this has told it so; compopt it doesn't have. */
    private static final String ZSH = """
            #compdef pod-player
            autoload -U +X bashcompinit && bashcompinit
            compopt() { :; }
            source "${${(%):-%x}:A:h:h:h}/bash-completion/completions/pod-player"
            _bash_complete -o default -F _complete_pod-player
            """;

    private CommandFiles() {}

    /** @param arguments the folder {@code share} to write to */
    public static void main(String[] arguments) throws IOException {
        var share = Path.of(arguments[0]);
        write(share.resolve("bash-completion/completions").resolve(NAME), AutoComplete.bash(NAME, commands()));
        write(share.resolve("zsh/site-functions").resolve("_" + NAME), ZSH);
        write(share.resolve("man/man1").resolve(NAME + ".1"), new ManPage(commands()).toString());
    }

    /** The subcommands as {@link Main} knows them; {@code play} is meant where none is given. */
    static CommandLine commands() {
        return new CommandLine(new Options())
                .addSubcommand("play", new Options())
                .addSubcommand("check", new CheckOptions())
                .addSubcommand("draw", new DrawOptions())
                .addSubcommand("explain", new ExplainOptions())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
