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
