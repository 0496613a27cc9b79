using System.CommandLine;
using KubeEmulator.Tool.Control;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator requests</c>: who asked for what.</summary>
internal static class RequestsCommand
{
    private static readonly string[] Filters = ["user", "verb", "resource", "namespace", "name", "limit"];

    public static Command Create()
    {
        var options = new ControlOptions();
        Option<string?>[] filters = [.. Filters.Select(f => new Option<string?>($"--{f}") { Description = f == "limit" ? "Only the newest so many." : $"Only those of this {f}." })];
        return options.AddTo(new Command("requests", "The requests that the cluster answered.")
        {
            options.Command("list", "Lists them, oldest first.", parsed => (HttpMethod.Get, "requests" + Query(parsed, filters), null), [.. filters]),
            options.Command("clear", "Forgets them.", _ => (HttpMethod.Delete, "requests", null)),
        });
    }

    private static string Query(ParseResult parsed, Option<string?>[] filters)
    {
        var given = filters.Where(f => parsed.GetValue(f) is not null).Select(f => $"{f.Name[2..]}={Uri.EscapeDataString(parsed.GetValue(f)!)}");
        return string.Join('&', given) is { Length: > 0 } query ? "?" + query : "";
    }
}
