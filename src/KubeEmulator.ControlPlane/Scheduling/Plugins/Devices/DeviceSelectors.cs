using System.Collections.Concurrent;
using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>The selectors of device classes and requests, compiled once each; dynamic-resource-allocation's <c>cel/cache.go</c>. Thread-safe.</summary>
internal sealed class DeviceSelectors
{
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<string, AdmissionCompilation> _compiled = new(StringComparer.Ordinal);

    /// <summary>Whether a device suits all selectors.</summary>
    /// <param name="selectors">The selectors.</param>
    /// <param name="device">The device.</param>
    /// <param name="whose">Whose selectors they are, for faults.</param>
    /// <exception cref="DeviceFaultException">A selector cannot be asked.</exception>
    public bool Match(IEnumerable<MapValue> selectors, PoolDevice device, string whose)
    {
        CelActivation? seen = null;
        var index = 0;
        foreach (var text in selectors.Select(s => s.StringAt("cel", "expression") ?? ""))
        {
            var compiled = Compile(text);
            if (compiled.Program is not { } program)
            {
                throw new DeviceFaultException($"{whose}: selector #{index}: CEL compile error: {compiled.Error}");
            }

            var result = program.Evaluate(seen ??= DeviceExpressions.Activation(device.Id.Driver, device.Device), DeviceExpressions.MostCost);
            if (!result.Succeeded)
            {
                throw new DeviceFaultException($"{whose}: selector #{index}: CEL runtime error: {result.Error}");
            }

            if (!result.IsTrue)
            {
                return false;
            }

            index++;
        }

        return true;
    }

    private AdmissionCompilation Compile(string text)
    {
        if (_compiled.TryGetValue(text, out var known))
        {
            return known;
        }

        var made = DeviceExpressions.Compile(text).Compilation;
        return _compiled.Count < MostKept ? _compiled.GetOrAdd(text, made) : made;
    }
}
