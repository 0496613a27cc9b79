using KubeEmulator.Controllers;
using KubeEmulator.Nodes;

namespace KubeEmulator;

/// <summary>Options that contradict one another or mean nothing: all of them are said at once, before anything is started.</summary>
internal static class OptionRules
{
    /// <summary>What a cluster has where nobody said which nodes.</summary>
    public static IReadOnlyList<NodeSpec> UsualNodes { get; } = [new()];

    /// <exception cref="ArgumentException">Something is wrong; the message has every fault with its remedy.</exception>
    public static void Check(EmulatedClusterOptions options)
    {
        string[] faults = [.. Faults(options)];
        if (faults.Length > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, faults), nameof(options));
        }
    }

    private static IEnumerable<string> Faults(EmulatedClusterOptions options)
    {
        if (options.ApiOnly && options.Controllers.Count > 0)
        {
            yield return $"ApiOnly runs no controllers, but {options.Controllers[0].Name} is given: leave one of the two out.";
        }

        var asksForNodes = !ReferenceEquals(options.Nodes, UsualNodes) && options.Nodes.Sum(n => n.Count) > 0;
        if (asksForNodes && (options.ApiOnly || !options.Kubelets))
        {
            yield return $"Simulated nodes are given, but {(options.ApiOnly ? "ApiOnly" : "Kubelets = false")} runs no kubelet for them: leave one of the two out, or create the Node objects as manifests.";
        }

        // The names are only asked for where somebody named one: forty controllers are not made for that.
        var namesOne = options.DisabledControllers.Count > 0 || options.Controllers.Count > 0;
        string[] known = namesOne ? [.. ControllerCatalog.BuiltIn(options.Settings).Select(c => c.Name)] : [];
        foreach (var name in options.DisabledControllers.Except(known))
        {
            yield return $"No built-in controller is called \"{name}\"; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
        }

        foreach (var twice in options.Controllers.Select(c => c.Name).Concat(known.Except(options.DisabledControllers)).GroupBy(n => n).Where(g => g.Count() > 1))
        {
            yield return $"Two controllers are called \"{twice.Key}\": leave the built-in one out (WithoutController), or give yours another name.";
        }

        foreach (var twice in options.Tokens.GroupBy(t => t.Token).Where(g => g.Select(t => t.User.Name).Distinct().Count() > 1))
        {
            yield return $"One token stands for several users: {string.Join(", ", twice.Select(t => t.User.Name))}.";
        }

        if (options.SecurePort is < 1 or > 65535)
        {
            yield return $"SecurePort {options.SecurePort} is no port.";
        }

        if (options.RequestLogSize < 0)
        {
            yield return $"RequestLogSize {options.RequestLogSize} is negative; 0 keeps no requests.";
        }
    }
}
