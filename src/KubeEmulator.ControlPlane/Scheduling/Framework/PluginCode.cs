namespace KubeEmulator.Scheduling;

/// <summary>What a plugin says; kube-scheduler's status codes.</summary>
public enum PluginCode
{
    /// <summary>Go on.</summary>
    Success,

    /// <summary>Something is broken: the pod is tried again after a back-off.</summary>
    Error,

    /// <summary>The pod does not fit now; removing other pods may help.</summary>
    Unschedulable,

    /// <summary>The pod does not fit, and removing other pods would not help.</summary>
    UnschedulableAndUnresolvable,

    /// <summary>The pod waits: at Permit until allowed or timed out, at PreBind until the plugin says otherwise.</summary>
    Wait,

    /// <summary>The plugin has nothing to do with this pod: its Filter or Score is left out, or the next Bind plugin binds.</summary>
    Skip,

    /// <summary>The pod waits for something outside; when that comes, it is tried without back-off.</summary>
    Pending,
}
