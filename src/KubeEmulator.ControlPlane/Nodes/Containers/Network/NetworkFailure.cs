namespace KubeEmulator.Nodes.Containers;

/// <summary>Why a connection did not come about.</summary>
public enum NetworkFailure
{
    /// <summary>The name has no address.</summary>
    UnknownHost,

    /// <summary>The host is there and nobody listens on the port.</summary>
    Refused,

    /// <summary>There is no way to the address.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The port is taken by somebody else in the pod.</summary>
    AddressInUse,
}
