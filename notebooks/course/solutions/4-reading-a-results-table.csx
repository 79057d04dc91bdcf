// Lesson 4: reading a results table critically. Each answer takes the place of the lesson's cell.

//# Exercise 1
Func<double[], double> deviation = scores =>
{
    var mean = scores.Average();
    return Math.Sqrt(scores.Sum(x => (x - mean) * (x - mean)) / (scores.Length - 1));
};

//# Exercise 2
Func<double[], double[], (double Lower, double Upper)> interval = (first, second) =>
{
    var differences = first.Zip(second, (a, b) => a - b).ToArray();
    var half = 4.303 * deviation(differences) / Math.Sqrt(differences.Length);
    return (differences.Average() - half, differences.Average() + half);
};

//# Exercise 3
double? beside = 73.54;

//# Exercise 4
var differences = MeasuredExercises.Runs("table1", "our-32-r").Zip(MeasuredExercises.Runs("table1", "alone-32-r"),
    (ours, without) => ours.Result.Last - without.Result.Last).ToArray();   // both by seed
int? enough = Enumerable.Range(2, 500).First(n => Power.ToSee(1, deviation(differences), n) >= 0.8);
