using System.Collections.Immutable;
using KubeEmulator.Nodes.Containers.Commands;
using KubeEmulator.Nodes.Containers.Images;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Programs;

/// <summary>
/// Behind an image that nobody knows: commands of a common Linux run as they would; what is the image's own program is
/// taken to run well until it is asked to end.
/// </summary>
internal sealed class UnknownImageProgram : ShellProgram
{
    // The files that such an image has before anything is mounted; read only.
    private static readonly Lazy<VirtualFileSystem> Common = new(() => new VirtualFileSystem(TimeProvider.System, ImageTree.Debian));

    public static ProgramEntry Entry { get; } = new("*", () => new UnknownImageProgram(), new ImageConfig
    {
        Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", CommandSearch.DefaultPath),
        Files = ImageTree.Debian,
    }) { IsUnknown = true, OnlyWaits = command => !IsKnown(Common.Value, "/", CommandSearch.DefaultPath, command) };

    public override Task<int> RunAsync(ContainerContext context) =>
        IsKnown(context.Files, context.Spec.WorkingDirectory, context.Environment.GetValueOrDefault("PATH"), context.Command)
            ? RunCommandAsync(context)
            : PauseProgram.WaitAsync(context);

    private static bool IsKnown(VirtualFileSystem files, string workingDirectory, string? path, IReadOnlyList<string> command) =>
        command.Count > 0 && CommandSearch.Find(files, workingDirectory, path, ByteText.Encode(command[0])).Failure is null;
}
