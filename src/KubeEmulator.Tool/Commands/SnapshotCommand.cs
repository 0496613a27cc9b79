using System.CommandLine;
using KubeEmulator.State;
using KubeEmulator.Tool.Control;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator snapshot</c> and <c>reset</c>: states of the cluster.</summary>
internal static class SnapshotCommand
{
    public static Command Create()
    {
        var options = new ControlOptions();
        var name = new Argument<string>("name") { Description = "The snapshot's name." };
        return options.AddTo(new Command("snapshot", "States of the cluster: kept in its memory by name, saved to files and loaded.")
        {
            options.Command("list", "Lists them.", _ => (HttpMethod.Get, "snapshots", null)),
            options.Command("take", "Keeps the state of now; an older one of that name is forgotten.", p => (HttpMethod.Put, PathOf(p.GetRequiredValue(name)), null), name),
            options.Command("restore", "Goes back to one; watches end with 410, as after the restore of a backup.", p => (HttpMethod.Post, PathOf(p.GetRequiredValue(name)) + "/restore", null), name),
            Save(options),
            Load(options),
            options.Command("delete", "Forgets one.", p => (HttpMethod.Delete, PathOf(p.GetRequiredValue(name)), null), name),
        });
    }

    public static Command CreateReset()
    {
        var options = new ControlOptions();
        return options.AddTo(options.Command("reset", "Goes back to how the cluster was when it had started.", _ => (HttpMethod.Post, "reset", null)));
    }

    private static Command Save(ControlOptions options)
    {
        var file = new Argument<FileInfo>("file") { Description = "The file; .yaml, .yml and .json are for people and other clusters, any other name is compact." };
        var command = new Command("save", "Writes the state of now to a file that only you can read.") { file };
        command.SetAction((parsed, cancellation) => options.ActAsync(parsed, async client =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            var format = StateFile.FormatOf(path).ToString().ToLowerInvariant();
            var answer = (MapValue)(await client.CallAsync(HttpMethod.Get, $"state?format={format}", null, cancellation).ConfigureAwait(false))!;
            var content = Convert.FromBase64String(answer.StringOrEmpty("content"));
            try
            {
                await StateFile.WriteAsync(path, content, cancellation).ConfigureAwait(false);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new ToolException($"{path} cannot be written: {refused.Message}", refused);
            }

            return options.IsJson(parsed)
                ? MapValue.Of(("file", path), ("format", format), ("bytes", content.Length)) + Environment.NewLine
                : $"saved {path} ({content.Length} bytes, {format}){Environment.NewLine}";
        }));
        return command;
    }

    private static Command Load(ControlOptions options)
    {
        var file = new Argument<FileInfo>("file") { Description = "A saved state, a dump of a cluster, a kwok snapshot, or what helm template writes." };
        var space = new Option<string>("--namespace", "-n") { Description = "Where objects go that name no namespace.", DefaultValueFactory = _ => "default" };
        var command = new Command("load", "Loads a file: a compact state takes the place of all, anything else is added to what is there.") { file, space };
        command.SetAction((parsed, cancellation) => options.ActAsync(parsed, async client =>
        {
            var path = parsed.GetRequiredValue(file);
            byte[] content;
            try
            {
                content = await File.ReadAllBytesAsync(path.FullName, cancellation).ConfigureAwait(false);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                throw new ToolException($"{path.FullName} cannot be read: {unreadable.Message}", unreadable);
            }

            var body = MapValue.Of(("content", Convert.ToBase64String(content)), ("source", path.Name), ("namespace", parsed.GetRequiredValue(space)));
            var answer = await client.CallAsync(HttpMethod.Post, "state", body, cancellation).ConfigureAwait(false);
            return options.IsJson(parsed) ? answer + Environment.NewLine : AnswerText.Write(answer);
        }));
        return command;
    }

    private static string PathOf(string name) => $"snapshots/{Uri.EscapeDataString(name)}";
}
