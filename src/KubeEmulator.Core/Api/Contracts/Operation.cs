namespace KubeEmulator.Api;

/// <summary>What admission is asked about.</summary>
public enum Operation
{
    /// <summary>An object comes to be, also by apply or by an update that creates.</summary>
    Create,

    /// <summary>An object changes.</summary>
    Update,

    /// <summary>An object goes.</summary>
    Delete,

    /// <summary>Somebody connects to it: exec, attach, port-forward, proxy.</summary>
    Connect,
}
