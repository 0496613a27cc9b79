using System.CommandLine;
using KubeEmulator.Tool.Control;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator node</c>: the simulated nodes and what happens to them.</summary>
internal static class NodeCommand
{
    private static readonly (string Name, string Description)[] Actions =
    [
        ("stop", "Switches one off; its containers are gone."),
        ("start", "Brings a stopped or cut-off one back."),
        ("restart", "Switches one off and on again."),
        ("partition", "Cuts one off; its containers run on."),
        ("shutdown", "Ends its pods with their grace, then switches it off."),
        ("cordon", "Keeps new pods away from one."),
        ("uncordon", "Lets new pods come to one again."),
        ("drain", "Cordons one and evicts its pods; shows those that a budget protects at the moment."),
    ];

    public static Command Create()
    {
        var options = new ControlOptions();
        var name = new Argument<string>("name") { Description = "The node's name." };
        var pressure = new Argument<string[]>("of") { Description = "What it runs short of: memory, disk, pid; nothing ends it.", Arity = ArgumentArity.ZeroOrMore };
        var command = options.AddTo(new Command("node", "The simulated nodes.")
        {
            options.Command("list", "Lists them and how they stand.", _ => (HttpMethod.Get, "nodes", null)),
            Add(options),
            options.Command("remove", "Removes one and its object.", p => (HttpMethod.Delete, PathOf(p.GetRequiredValue(name)), null), name),
            options.Command(
                "pressure",
                "Sets what one runs short of.",
                p => (HttpMethod.Post, PathOf(p.GetRequiredValue(name)) + "/pressure", MapValue.Of(("of", Texts(p.GetValue(pressure))))),
                name,
                pressure),
        });
        foreach (var action in Actions)
        {
            command.Add(options.Command(action.Name, action.Description, p => (HttpMethod.Post, $"{PathOf(p.GetRequiredValue(name))}/{action.Name}", null), name));
        }

        return command;
    }

    private static Command Add(ControlOptions options)
    {
        var count = new Argument<int>("count") { Description = "How many.", DefaultValueFactory = _ => 1 };
        var name = new Option<string>("--name") { Description = "The name, or its beginning where there are several." };
        var zones = new Option<string[]>("--zone") { Description = "A zone; several are given in turn." };
        var taints = new Option<string[]>("--taint") { Description = "A taint as kubectl writes it: key=value:Effect." };
        return options.Command("add", "Adds some; they are ready when it returns.", parsed => (HttpMethod.Post, "nodes", Body(parsed)), count, name, zones, taints);

        MapValue Body(ParseResult parsed)
        {
            var body = MapValue.Of(("count", parsed.GetValue(count)), ("zones", Texts(parsed.GetValue(zones))), ("taints", Texts(parsed.GetValue(taints))));
            return parsed.GetValue(name) is { } given ? body.With("name", given) : body;
        }
    }

    private static ListValue Texts(string[]? texts) => ListValue.From((texts ?? []).Select(t => (Value)t));

    private static string PathOf(string name) => $"nodes/{Uri.EscapeDataString(name)}";
}
