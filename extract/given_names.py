"""Given names that begin a person's name, from common knowledge; surnames first where a language has them first."""

from __future__ import annotations

from extract.cues import words

GIVEN_NAMES = words(
    """
    Aaron Abby Abdul Abdullah Abigail Adam Adrian Ahmed Aisha Akihiko Akira Alan Alana Albert Alejandro Alejandra
    Aleksandr Aleksei Alessandro Alex Alexander Alexandra Alexandre Alexei Alexey Alfred Ali Alice Alicia Alina
    Alison Allan Allen Allison Alvin Alyssa Amanda Amber Amelia Amir Amit Amy Ana Anatoly Andre Andrea Andreas
    Andrei Andres Andrew Andrey Andy Angela Angelo Anil Anita Ann Anna Annabelle Anne Annie Anthony Anton Antonio
    Anya April Ariel Arjun Arnold Arthur Arturo Arun Ashley Ashok Astrid Audrey Axel Barbara Barry Becky Ben
    Benjamin Bernard Bernd Beth Betty Bill Billy Bjorn Bob Bobby Boris Brad Bradley Brandon Brenda Brendan Brent
    Brett Brian Bridget Brittany Bruce Bruno Bryan Butch Buzz Caleb Calvin Cameron Candice Carina Carl Carla Carlo
    Carlos Carmen Carol Caroline Carolyn Carter Casey Catherine Cathy Cecilia Chad Charles Charlie Charlotte Chelsea
    Cheryl Chester Chloe Chris Christa Christian Christina Christine Christoph Christophe Christopher Chuck Cindy
    Claire Clara Claude Claudia Claudie Clayton Clive Cody Cole Colin Colleen Connie Connor Corey Courtney Craig
    Crystal Curt Curtis Cynthia Daisuke Dale Dan Dana Daniel Daniela Daniele Danielle Danny Daria Darlene Darrell
    Daryl Dave David Dawn Dean Debbie Deborah Debra Denis Denise Dennis Derek Derrick Diana Diane Diego Dietmar
    Dieter Dina Dirk Dmitri Dmitry Dolores Dominic Dominique Don Donald Donna Doris Dorothy Doug Douglas Drew Duane
    Dustin Dwayne Dwight Dylan Earl Ed Eddie Edgar Eduardo Edward Edwin Eileen Elaine Eleanor Elena Eli Elias Elisa
    Elizabeth Ella Ellen Ellison Elon Emanuel Emil Emily Emma Enrico Enrique Eric Erica Erik Erika Erin Ernest Ernst
    Esther Ethan Eugene Eva Evan Evelyn Evgeny Fabian Fabio Fatima Felicia Felix Fernando Fiona Florian Frances
    Francesca Francesco Francis Francisco Franco Francois François Frank Franklin Franz Fred Frederick Fredrik
    Friedrich Fyodor Gabriel Gabriela Gail Gareth Garrett Garry Gary Gavin Gene Gennady Geoff Geoffrey Georg George
    Georges Georgi Gerald Gerard Gerhard Gianni Gilles Gina Giorgio Giovanni Giulia Giuseppe Glen Gloria Gordon
    Grace Graham Greg Gregor Gregory Greta Guido Guillaume Guillermo Gus Gustav Guy Gwynne Hannah Hans Harold
    Harriet Harrison Harry Harvey Hassan Hazza Heather Hector Heidi Heike Heinrich Helen Helena Helene Helge Henri
    Henrik Henry Herbert Herman Hermann Hideki Hiroshi Holger Holly Howard Hugh Hugo Ian Ibrahim Igor Ilan Ilya
    Imran Ines Ingrid Irene Irina Iris Isaac Isabel Isabella Ivan Ivana Jack Jackie Jaclyn Jacob Jacqueline Jacques
    Jaime Jake James Jamie Jan Jane Janet Janice Jared Jasmin Jason Javier Jay Jean Jean-Jacques Jean-Yves
    Jean-Francois Jean-François Jean-Marc Jeanette Jeanne Jeff Jeffrey Jenna Jenni Jennifer Jenny Jens Jeremy Jerome
    Jerry Jess Jesse Jessica Jessie Jill Jim Jimmy Joachim Joan Joanna Joanne Jody Joe Joel Joerg Johan Johann
    Johanna Johannes John Johnny Jon Jonas Jonathan Jordan Jorge Jörg Jose José Josef Joseph Josh Joshua Joy Joyce
    Juan Judith Judy Julia Julian Julie Julien Julio June Jürgen Justin Jutta Kaitlyn Kalpana Karen Karin Karina
    Karl Karla Kate Katherine Kathleen Kathryn Kathy Katie Katrina Katya Kay Kayla Keiko Keith Kelly Kelvin Ken
    Kenji Kenneth Kent Kerry Kevin Khalid Kim Kimberly Kirill Kirk Kirsten Kjell Klaus Koichi Konstantin Kris Krista
    Kristen Kristin Kristina Kurt Kyle Lance Larry Lars Laura Laurel Lauren Laurent Laurie Lawrence Leah Lee Leila
    Len Lena Leo Leon Leonard Leonid Leroy Leslie Lev Levi Lewis Liam Lidia Lili Lily Lina Linda Lindsay Lindsey
    Lisa Lloyd Logan Lois Lori Lorraine Louis Louise Luca Lucas Lucia Lucy Ludwig Luigi Luis Luisa Luke Lydia Lynn
    Mabel Mae Maggie Malcolm Manfred Manuel Marc Marcel Marcia Marco Marcos Marcus Margaret Margarita Maria Marie
    Marina Mario Marion Marisa Marjorie Mark Markus Marsha Martha Martin Martina Marty Marvin Mary Mateo Mathias
    Mats Matt Matteo Matthew Matthias Maureen Maurice Mauricio Max Maxim Maxime Maxwell May Megan Mehmet Melanie
    Melissa Melody Melvin Mercedes Meredith Michael Michal Michel Michele Michelle Miguel Mikael Mike Mikhail Milan
    Mildred Miles Ming Miranda Miriam Mitch Mitchell Mohamed Mohammad Mohammed Moira Molly Monica Monika Morgan
    Morris Moshe Muhammad Musa Myron Nadia Nadine Nancy Naoko Naomi Narendra Natalia Natalie Natasha Nate Nathan
    Nathaniel Neil Nelson Nicholas Nichole Nick Nicola Nicolas Nicole Niels Nikolai Nikolay Nils Nina Noah Noel Nora
    Norbert Norishige Norm Norman Olaf Ole Oleg Olga Oliver Olivia Olivier Omar Oscar Oskar Otto Owen Pablo Pam
    Pamela Paolo Pascal Pat Patricia Patrick Patty Paul Paula Paulo Pavel Pedro Peggy Penny Pete Peter Petr Petra
    Phil Philip Philipp Philippe Phillip Phyllis Pierre Pieter Priya Pyotr Rachel Rafael Raj Rajesh Rakesh Ralf
    Ralph Ramon Randy Raphael Raul Ravi Ray Raymond Rebecca Reid Reinhold Rene René Rex Ricardo Richard Rick Ricky
    Rita Rob Robert Roberta Roberto Robin Rocco Rod Rodney Rodrigo Roger Roland Rolf Roman Ron Ronald Ronnie Rosa
    Roscoe Rose Rosemary Ross Roy Ruben Rudolf Russ Russell Rusty Ruth Ryan Sabine Sally Salvador Sam Samantha
    Samuel Sandra Sandy Sanjay Sara Sarah Sasha Satoshi Saul Scott Sean Sebastian Serena Serge Sergei Sergey Sergio
    Seth Shannon Shane Shari Sharon Shaun Shawn Sheila Shelby Shelley Sherry Shinji Shirley Shubhanshu Sidney Silvia
    Simon Simone Simonetta Sofia Sonia Sophia Sophie Soichi Stacey Stacy Stan Stanislav Stanley Stefan Stefano
    Stella Stephan Stephanie Stephen Steve Steven Stewart Stuart Sue Sultan Suni Sunita Sunil Susan Susanne Suzanne
    Svetlana Sven Sylvia Sylvie Takashi Takeshi Takuya Tamara Tammy Tanya Tara Tatiana Ted Terence Teresa Terri
    Terry Theo Theodore Theresa Thierry Thomas Tiffany Tim Timothy Timo Tina Todd Tom Tomas Tomasz Tommy Toni Tony
    Tory Tracey Tracy Travis Trent Trevor Tricia Troy Tyler Ulf Ulrich Umberto Urs Ursula Uwe Vadim Valentina Valeri
    Valerie Valery Vanessa Vera Vernon Veronica Viacheslav Vicky Victor Victoria Viktor Vikram Vince Vincent
    Vincenzo Virgil Virginia Vitaly Vivian Vlad Vladimir Vladislav Volker Vyacheslav Wade Walt Walter Wanda Warren
    Wayne Wendy Werner Wernher Wes Wilfried Wilhelm Will Willem William Willie Willy Wolfgang Yael Yasmin Yelena
    Yevgeny Yoshi Yoshio Yuki Yulia Yuri Yuriy Yury Yusaku Yusuf Yves Yvonne Zach Zachary Zena Zoe Emmanuel
    Ekaterina Hiroaki Ayesha Chiaki Claudio Frederic Frédéric Jérôme Hélène André Andrés Jesús Raúl Ramón María
    Mónica Iván Óscar Víctor Sławosz Jose-Luis Jean-Loup Jean-Pierre Hans-Dieter Karl-Heinz Rolf-Dieter Kwame Kofi
    Kwabena Akosua Ngozi Oluwaseun Chukwuemeka Wanjiku Thandeka Selam Priyanka Deepak Kavita Lakshmi Ananya Rohit
    Suresh Ramesh Mahesh Rajeev Vijay Sandeep Pradeep Anand Gopal Harish Kiran Meera Neha Nisha Pooja Rahul Sachin
    Shreya Usha Vivek Yash Mei Wei-Ming Hiroto Haruka Kenta Naoki Sakura Shigeru Toshi Yoko Yumi Koji Makoto
    Masahiro Norio Ryoichi Tetsuya Toru Yuichi Junichi Junichiro Kazuhiro Kazuo Keiichi Mamoru Kimiya Akihito Fumio
    Shinzo Jinping Soo-jin Min-jun Seung-hun
    """
)

# Surnames of one syllable that stand in front of the given name: "Lin Yating", "Park Min-jun".
LEADING_SURNAMES = words(
    """
    Ai An Bai Bao Bi Cai Cao Cen Chang Chao Chen Cheng Chi Chu Cui Dai Deng Ding Dong Du Duan Fan Fang Fei Feng Fu
    Gan Gao Ge Geng Gong Gu Guan Guo Han Hao He Hong Hou Hu Hua Huang Huo Ji Jia Jiang Jiao Jin Jing Kang Kong Kuang
    Lai Lan Lei Li Lian Liang Liao Lin Ling Liu Lou Lu Luan Luo Lv Ma Mao Mei Meng Miao Min Mo Mu Ni Nie Ning Ou Pan
    Pang Pei Peng Ping Qi Qian Qiao Qin Qiu Qu Quan Ren Ruan Rui Shan Shao Shen Sheng Shi Shu Song Su Sui Sun Tan
    Tang Tao Teng Tian Tong Tu Wan Wang Wei Wen Weng Wu Xi Xia Xiang Xiao Xie Xin Xing Xiong Xu Xue Yan Yang Yao Ye
    Yi Yin Ying You Yu Yuan Yue Zeng Zhai Zhan Zhang Zhao Zheng Zhi Zhong Zhou Zhu Zhuang Zong Zou Zuo Kim Lee Park
    Choi Jung Cho Yoon Jang Lim Shin Kwon Hwang Ahn Ryu Jeon Nguyen Tran Pham Phạm Nguyễn Trần
    """
)
