using System.CommandLine;

namespace KubeEmulator.Tool.Commands;

/// <summary>Every command of the tool: write its file in this folder, list it here.</summary>
internal static class CommandCatalog
{
    private const string About = "A Kubernetes API server, nodes and controllers in one process.";

    /// <summary>The root command for a command line: for <c>up</c>, whose start is waited for, without the other commands.</summary>
    public static RootCommand For(string[] arguments) => arguments is ["up", ..] ? new RootCommand(About) { UpCommand.Create() } : Root();

    /// <summary>The tool's root command.</summary>
    public static RootCommand Root() => new(About)
    {
        UpCommand.Create(),
        ClockCommand.Create(),
        SnapshotCommand.Create(),
        SnapshotCommand.CreateReset(),
        FaultCommand.Create(),
        RequestsCommand.Create(),
        ControllerCommand.Create(),
        ExplainCommand.Create(),
        NodeCommand.Create(),
        KubeconfigCommand.Create(),
        DoctorCommand.Create(),
        CompletionCommand.Create(),
        new Command("cel", "Expressions of rules and policies, without a cluster.")
        {
            CelEvalCommand.Create(),
        },
        new Command("schemas", "The facts about Kubernetes' API that the emulator is built from.")
        {
            SchemasImportCommand.Create(),
        },
    };
}
