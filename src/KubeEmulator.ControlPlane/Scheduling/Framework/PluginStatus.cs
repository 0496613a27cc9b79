namespace KubeEmulator.Scheduling;

/// <summary>A plugin's answer: a code, and reasons as they are shown to users. Immutable.</summary>
public sealed class PluginStatus
{
    /// <summary>Go on.</summary>
    public static readonly PluginStatus Success = new(PluginCode.Success, []);

    /// <summary>Nothing to do for this pod.</summary>
    public static readonly PluginStatus Skip = new(PluginCode.Skip, []);

    private PluginStatus? _signed;

    private PluginStatus(PluginCode code, IReadOnlyList<string> reasons, string plugin = "", TimeSpan timeout = default) =>
        (Code, Reasons, Plugin, Timeout) = (code, reasons, plugin, timeout);

    /// <summary>What it says.</summary>
    public PluginCode Code { get; }

    /// <summary>Why; empty for a success.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>The plugin that said so; set by the framework.</summary>
    public string Plugin { get; }

    /// <summary>How long a <see cref="PluginCode.Wait"/> may last on the cluster's clock.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The reasons as one text.</summary>
    public string Message => string.Join(", ", Reasons);

    /// <summary>Whether to go on.</summary>
    public bool IsSuccess => Code == PluginCode.Success;

    /// <summary>Whether to leave the plugin out.</summary>
    public bool IsSkip => Code == PluginCode.Skip;

    /// <summary>Whether the pod is turned away, as opposed to something being broken.</summary>
    public bool IsRejected => Code is PluginCode.Unschedulable or PluginCode.UnschedulableAndUnresolvable or PluginCode.Pending;

    /// <summary>The pod does not fit; removing other pods may help.</summary>
    public static PluginStatus Unschedulable(params IReadOnlyList<string> reasons) => new(PluginCode.Unschedulable, reasons);

    /// <summary>The pod does not fit, and removing other pods would not help.</summary>
    public static PluginStatus Unresolvable(params IReadOnlyList<string> reasons) => new(PluginCode.UnschedulableAndUnresolvable, reasons);

    /// <summary>The pod waits for something outside.</summary>
    public static PluginStatus Pending(params IReadOnlyList<string> reasons) => new(PluginCode.Pending, reasons);

    /// <summary>Something is broken.</summary>
    public static PluginStatus Error(string message) => new(PluginCode.Error, [message]);

    /// <summary>The pod waits, at most so long.</summary>
    public static PluginStatus Wait(TimeSpan timeout, params IReadOnlyList<string> reasons) => new(PluginCode.Wait, reasons, timeout: timeout);

    /// <inheritdoc/>
    public override string ToString() => Reasons.Count == 0 ? Code.ToString() : $"{Code}: {Message}";

    // Plugins give one and the same refusal for many nodes, so it is signed once. Who loses a race makes another, which is as good.
    internal PluginStatus By(string plugin)
    {
        if (Plugin.Length > 0 || IsSuccess)
        {
            return this;
        }

        return _signed is { } known && known.Plugin == plugin ? known : _signed = new PluginStatus(Code, Reasons, plugin, Timeout);
    }
}
