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
    public static ProgramEntry Entry { get; } = new("*", () => new UnknownImageProgram(), new ImageConfig
    {
        Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", CommandSearch.DefaultPath),
        Files = ImageTree.Debian,
    });

    public override Task<int> RunAsync(ContainerContext context)
    {
        var known = context.Command.Count > 0
            && CommandSearch.Find(context.Files, context.Spec.WorkingDirectory, context.Environment.GetValueOrDefault("PATH"), ByteText.Encode(context.Command[0])).Failure is null;
        return known ? RunCommandAsync(context) : PauseProgram.WaitAsync(context);
    }
}
