using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>One call of the emulator's own control API, under <c>/emulator/v1/</c>.</summary>
public interface IControlEndpoint
{
    /// <summary>The HTTP method.</summary>
    string Method { get; }

    /// <summary>The path below <c>/emulator/v1/</c>; <c>{name}</c> parts are handed over by name.</summary>
    string Path { get; }

    /// <summary>What it does, in one sentence, for the control API's OpenAPI document.</summary>
    string Summary { get; }

    /// <summary>What its body and query may hold, for the OpenAPI document.</summary>
    IReadOnlyList<ControlParameter> Parameters => [];

    /// <summary>Runs the call; the answer is JSON, or nothing (204) where null.</summary>
    /// <exception cref="Objects.ApiException">The call is refused.</exception>
    ValueTask<Value?> InvokeAsync(ControlCall call);
}
