using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Asks every plugin about every node, for one pod on one snapshot. Pure: it makes its own view and writes nothing.</summary>
internal static class Explainer
{
    /// <exception cref="ApiException">404: there is no such pod.</exception>
    public static SchedulingExplanation Explain(Snapshot snapshot, string @namespace, string name, Func<string, PluginRunner?> runners, AffinityTerms terms)
    {
        var stored = snapshot.Get(new ObjectKey(SchedulingResources.Pods, @namespace, name)) ?? throw StatusDocument.NotFound(SchedulingResources.Pods, name).ToException();
        var boundTo = stored.Spec.StringOrEmpty("nodeName");
        var view = ClusterView.Of(snapshot, terms, leaveOut: stored.Metadata.Uid);
        var pod = view.Parse(boundTo.Length == 0 ? stored : stored.With(stored.Root.With("spec", stored.Spec.Without("nodeName"))));
        var explanation = new SchedulingExplanation
        {
            Namespace = @namespace,
            Name = name,
            SchedulerName = pod.View.SchedulerName,
            Revision = snapshot.Revision,
            BoundTo = boundTo,
        };
        if (runners(pod.View.SchedulerName) is not { } runner)
        {
            return explanation with { Message = $"no profile of this scheduler is called \"{pod.View.SchedulerName}\": the pod waits for another scheduler" };
        }

        explanation = explanation with { PreEnqueue = [.. runner.PreEnqueue.Select(p => new PluginVerdict(p.Name, p.PreEnqueue(pod.Object, snapshot)))] };
        return new Run(new SchedulingCycle(pod, snapshot, view, _ => 0) { Runner = runner }, runner).Complete(explanation);
    }

    private sealed class Run(SchedulingCycle cycle, PluginRunner runner)
    {
        private readonly NodeVerdicts _verdicts = new();

        public SchedulingExplanation Complete(SchedulingExplanation explanation)
        {
            if (cycle.Nodes.Count == 0)
            {
                return explanation with { Message = "no nodes available to schedule pods" };
            }

            var preFilter = PreFilter(out var only, out var refused);
            var nodes = cycle.Nodes.Select(n => new NodeExplanation(n.Name, Filters(n, only, refused), [], 0)).ToArray();
            var feasible = nodes.Where(n => n.IsFeasible).ToArray();
            explanation = explanation with { PreFilter = preFilter };
            return feasible.Length == 0
                ? Unschedulable(explanation with { Nodes = nodes })
                : Scored(explanation, nodes, feasible);
        }

        private List<PluginVerdict> PreFilter(out HashSet<string>? only, out PluginStatus? refused)
        {
            (only, refused) = (null, null);
            var verdicts = new List<PluginVerdict>();
            var narrowing = new List<string>();
            foreach (var plugin in runner.PreFilters)
            {
                var (status, names) = plugin.PreFilter(cycle);
                verdicts.Add(new PluginVerdict(plugin.Name, status));
                if (status.IsSkip)
                {
                    cycle.SkippedFilters.Add(plugin);
                }
                else if (!status.IsSuccess)
                {
                    refused = status.By(plugin.Name);
                    if (status.Code != PluginCode.Unschedulable)
                    {
                        return verdicts;
                    }
                }
                else if (names is not null)
                {
                    narrowing.Add(plugin.Name);
                    only = only is null ? [.. names] : [.. only.Intersect(names)];
                }
            }

            if (only is not null)
            {
                _verdicts.SetAbsent(PluginStatus.Unresolvable($"node(s) didn't satisfy plugin(s) [{string.Join(' ', narrowing.Order(StringComparer.Ordinal))}]"));
            }

            return verdicts;
        }

        private List<PluginVerdict> Filters(SchedulingNode node, HashSet<string>? only, PluginStatus? refused)
        {
            if (refused is not null)
            {
                _verdicts.SetAbsent(refused);
                _verdicts.PreFilterMessage = refused.Message;
                return [new PluginVerdict(refused.Plugin, refused)];
            }

            if (only is not null && !only.Contains(node.Name))
            {
                return [new PluginVerdict("PreFilter", _verdicts[node.Name])];
            }

            var verdicts = new List<PluginVerdict>(runner.Filters.Length);
            foreach (var plugin in runner.Filters)
            {
                var status = cycle.SkippedFilters.Contains(plugin) ? PluginStatus.Skip : plugin.Filter(cycle, node);
                verdicts.Add(new PluginVerdict(plugin.Name, status));
                if (status.IsRejected && !_verdicts.Has(node.Name))
                {
                    // The scheduler stops at the first refusal, so only that one is in its message.
                    _verdicts.Set(node.Name, status.By(plugin.Name));
                }
            }

            if (!_verdicts.Has(node.Name) && runner.RunFiltersWithNominated(cycle, node) is { IsSuccess: false } crowded)
            {
                _verdicts.Set(node.Name, crowded);
                verdicts.Add(new PluginVerdict($"{crowded.Plugin} (with nominated pods)", crowded));
            }

            return verdicts;
        }

        private SchedulingExplanation Unschedulable(SchedulingExplanation explanation)
        {
            // Without the means to write, the plugins only say what they would do; none of the built-in ones waits.
            var result = runner.RunPostFiltersAsync(cycle, _verdicts).AsTask().GetAwaiter().GetResult();
            _verdicts.PostFilterMessage = result.Status.Message;
            return explanation with { Message = _verdicts.Describe(cycle.Nodes.Count), Preemption = Preemption() };
        }

        private PreemptionExplanation? Preemption()
        {
            if (runner.PostFilters.OfType<DefaultPreemptionPlugin>().FirstOrDefault() is not { } plugin)
            {
                return null;
            }

            var outcome = plugin.Look(cycle, runner, _verdicts);
            return new PreemptionExplanation(outcome.Best?.Node ?? "", [.. outcome.Best?.Victims.Select(v => v.FullName) ?? []], outcome.Message);
        }

        private SchedulingExplanation Scored(SchedulingExplanation explanation, NodeExplanation[] nodes, NodeExplanation[] feasible)
        {
            var candidates = feasible.Select(n => cycle.View.Node(n.Node)!).ToArray();
            var scores = feasible.ToDictionary(n => n.Node, _ => new List<PluginScore>(), StringComparer.Ordinal);
            var (status, totals) = runner.RunScores(cycle, candidates, new SelectionRoom(), (entry, raw, normalized) =>
            {
                for (var i = 0; i < candidates.Length; i++)
                {
                    scores[candidates[i].Name].Add(new PluginScore(entry.Plugin.Name, raw[i], normalized[i], entry.Weight));
                }
            });
            if (!status.IsSuccess)
            {
                return explanation with { Nodes = nodes, Message = status.Message };
            }

            var total = candidates.Select((node, i) => (node.Name, Total: totals[i])).ToDictionary(t => t.Name, t => t.Total, StringComparer.Ordinal);
            return explanation with
            {
                Nodes = [.. nodes.Select(n => n.IsFeasible ? n with { Scores = scores[n.Node], Total = total[n.Node] } : n)],
                Best = [.. total.Where(t => t.Value == totals.Max()).Select(t => t.Key)],
            };
        }
    }
}
